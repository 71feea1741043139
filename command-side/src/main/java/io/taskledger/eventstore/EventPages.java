package io.taskledger.eventstore;

import org.axonframework.eventhandling.TrackedEventMessage;

import java.time.Duration;
import java.util.List;

/**
 * Reads events as they are committed, in the order of positions, a page at a time. One consumer's: any thread may close it, all else is the
 * consumer's.
 */
public interface EventPages extends AutoCloseable {

    /**
     * The next events, at most some hundred: what one read of the database found. Waits until there are some, and no longer than that. What
     * an upcaster makes of one event is handed over together.
     *
     * @return no events where none came in time, or where this has been closed
     * @throws RuntimeException where an event can't be read, when those before it have been handed over; from then on, always
     */
    List<TrackedEventMessage<?>> next(Duration patience) throws InterruptedException;

    /** Whoever waits for events waits no longer. */
    @Override
    void close();
}
