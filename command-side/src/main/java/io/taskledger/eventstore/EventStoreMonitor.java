package io.taskledger.eventstore;

import java.time.Duration;

/** Is told what the event store does. Called on threads that have other things to do: it must be quick and not throw. */
public interface EventStoreMonitor {

    /**
     * The events of one commit were appended; in a transaction of the caller's, whether that commits is not known yet.
     *
     * @param took with the wait for others to be written, and, without such a transaction, for the commit
     */
    void appended(int events, Duration took);

    /** Events were not appended, since a version of theirs was taken. */
    void conflicted();

    /** Whoever waits for events has been told to look. */
    void woke(WakeUpCause cause);

    /** A look has ended, of which there are two in a second while the store can be reached. */
    default void looked() {}

    /**
     * The listening thread has ended a round: it has heard, or asked whether the connection is there, or failed to open one. One takes up
     * to a minute.
     */
    default void listened() {}

    /** The store has been paused or closed: no looks follow, and nobody listens, until it is resumed. */
    default void closed() {}

    /** Tells nobody. */
    static EventStoreMonitor none() {
        return new EventStoreMonitor() {
            @Override
            public void appended(int events, Duration took) {}

            @Override
            public void conflicted() {}

            @Override
            public void woke(WakeUpCause cause) {}
        };
    }
}
