package io.taskledger.refusal;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Lets one event a minute through to the log, and counts the others. */
public final class OncePerMinute {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final LongSupplier clock;
    private long unsaid;
    private long next;
    private boolean began;

    /** @param clock in nanoseconds, as {@link System#nanoTime} */
    public OncePerMinute(LongSupplier clock) {
        this.clock = clock;
    }

    /** Whether this event is to be told, and how many were not since the last that was. */
    public synchronized OptionalLong tell() {
        if (!isReady()) {
            unsaid++;
            return OptionalLong.empty();
        }
        var before = OptionalLong.of(unsaid);
        began = true;
        next = clock.getAsLong() + MINUTE;
        unsaid = 0;
        return before;
    }

    /** Whether an event that comes now is told. */
    synchronized boolean isReady() {
        return !began || clock.getAsLong() - next >= 0;
    }

    /** The next event is told, whenever it comes. */
    public synchronized void startAgain() {
        began = false;
        unsaid = 0;
    }
}
