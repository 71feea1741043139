package io.taskledger.query.projection;

/** An event came that is not the next of its task. */
final class MissingEvents extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissingEvents(long expected, long found) {
        super("version " + expected + " was to come, and " + found + " came");
    }
}
