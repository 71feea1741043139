package io.taskledger.bench;

import java.time.Instant;

/** The one clock that all processes of a machine share. */
final class WallClock {

    private WallClock() {}

    /** Since 1970. */
    static long nanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }
}
