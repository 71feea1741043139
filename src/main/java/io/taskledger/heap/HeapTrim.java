package io.taskledger.heap;

import io.taskledger.kernel.Timer;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Has the serial collector collect the whole heap when the old generation has grown by {@link #GROWTH}. By itself it lets that grow to the
 * heap's bound first, so a process that needs 60 MB keeps several hundred.
 */
@Component
final class HeapTrim implements AutoCloseable {

    /** In bytes. Collecting takes 0.1 s or so, in which nobody is answered; this is reached once in minutes, since little lives long. */
    static final long GROWTH = 24L * 1024 * 1024;

    /** However fast a load fills the old generation, pauses take less than a hundredth of the time. */
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(20);

    private final Timer timer = new Timer(Thread.ofPlatform().daemon().name("heap trim").factory());

    HeapTrim() {
        OldGeneration.ofThisProcess().ifPresent(this::watch);
    }

    private void watch(OldGeneration old) {
        long start = old.used();
        long seconds = SHORTEST_INTERVAL.toSeconds();
        var _ = timer.scheduleWithFixedDelay(() -> trim(old, start), seconds, seconds, TimeUnit.SECONDS);
    }

    /** @param start what was used when the service started */
    static void trim(OldGeneration old, long start) {
        long left = old.usedAfterCollection();
        if (old.used() - (left == 0 ? start : left) > GROWTH) {
            old.collect();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
