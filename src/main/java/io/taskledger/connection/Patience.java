package io.taskledger.connection;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition of connections, which nobody is told of. */
final class Patience {

    private static final Duration PAUSE = Duration.ofMillis(10);

    private Patience() {}

    static void await(Duration longest, BooleanSupplier condition) throws InterruptedException {
        long began = System.nanoTime();
        while (!condition.getAsBoolean() && System.nanoTime() - began < longest.toNanos()) {
            Thread.sleep(PAUSE);
        }
    }
}
