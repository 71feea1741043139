package io.taskledger.eventstore;

/** Why whoever waits for events looks again. */
public enum WakeUpCause {
    /** This process has committed some. */
    COMMIT,
    /** Another one says that it has. */
    NOTIFICATION,
    /** Some time has passed without a look. */
    POLL,
    /** A hole was open a moment ago. */
    HOLE
}
