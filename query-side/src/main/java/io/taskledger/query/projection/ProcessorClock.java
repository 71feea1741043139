package io.taskledger.query.projection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The clock of Axon's processors, which no change of the machine's clock moves. It runs {@link #SPEED} times as fast as time does: Axon
 * keeps an instance from a segment that has failed several times for up to a minute of this clock, and two seconds are enough.
 */
final class ProcessorClock extends Clock {

    static final int SPEED = 30;

    private final long start = System.nanoTime();

    /** What a duration is by this clock. */
    static Duration of(Duration real) {
        return real.multipliedBy(SPEED);
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(SPEED * (System.nanoTime() - start));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
