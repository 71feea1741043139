package io.taskledger.bench;

import java.time.Duration;

/** Ends a run that takes far longer than it should, with all that it started. */
final class TimeLimit {

    private TimeLimit() {}

    static void set(Duration limit) {
        Thread.ofPlatform().daemon().name("time-limit").start(() -> {
            try {
                Thread.sleep(limit);
                System.err.println("Given up: not done after " + limit);
                System.exit(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
