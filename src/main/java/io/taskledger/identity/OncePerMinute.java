package io.taskledger.identity;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Lets one event a minute through to the log, and counts the others. */
final class OncePerMinute {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final LongSupplier clock;
    private long unsaid;
    private long next;
    private boolean began;

    /** @param clock in nanoseconds, as {@link System#nanoTime} */
    OncePerMinute(LongSupplier clock) {
        this.clock = clock;
    }

    /** Whether this event is to be told, and how many were not since the last that was. */
    synchronized OptionalLong tell() {
        long now = clock.getAsLong();
        if (began && now - next < 0) {
            unsaid++;
            return OptionalLong.empty();
        }
        var before = OptionalLong.of(unsaid);
        began = true;
        next = now + MINUTE;
        unsaid = 0;
        return before;
    }

    /** The next event is told, whenever it comes. */
    synchronized void startAgain() {
        began = false;
        unsaid = 0;
    }
}
