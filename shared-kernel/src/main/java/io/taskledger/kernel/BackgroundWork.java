package io.taskledger.kernel;

/**
 * Work that asks PostgreSQL without a request: an instance that is idle stops all of it, in the order of {@link Stage}, and starts it in the
 * opposite order when it is woken. Work that runs may be started again, which changes nothing.
 */
public interface BackgroundWork {

    Stage stage();

    /** Begins in threads of its own, and returns at once. */
    void start();

    /** Has it end, and returns at once. Called again until it has ended: so what it was just opening is closed as well. */
    void stop();

    /** Whether it was started and not stopped. */
    boolean isRunning();

    /** Whether nothing of it asks PostgreSQL any longer, once it was stopped. */
    boolean hasEnded();

    /** Once all work was started: waits until queries show what is stored, for a time that the work bounds. */
    default void catchUp() {}

    /** What stops first comes first. */
    enum Stage {
        /** Gives up the claims of this instance, which another may take then. */
        FOLDING,
        /** Looks at tables now and then. */
        LOOKING,
        /** Waits for events. */
        LISTENING,
        /** Keeps connections for all of the above and for requests. */
        CONNECTIONS
    }
}
