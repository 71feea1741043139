package io.taskledger.kernel;

import java.time.Duration;

/** When one background loop last ended a round. The loop writes it, and any thread may read it. */
public final class Heartbeat {

    private final String loop;
    private final long boundNanos;
    private volatile State state = new State(false, System.nanoTime());

    Heartbeat(String loop, Duration bound) {
        this.loop = loop;
        boundNanos = bound.toNanos();
    }

    /** A round has ended, or an awaited one has begun: the next beat is due within the bound. */
    public void beat() {
        state = new State(true, System.nanoTime());
    }

    /** The loop stands still on purpose. No beat is due until the next {@link #beat}. */
    public void rest() {
        state = new State(false, System.nanoTime());
    }

    String loop() {
        return loop;
    }

    boolean isOverdue() {
        return state.due && System.nanoTime() - state.since > boundNanos;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - state.since);
    }

    private record State(boolean due, long since) {}
}
