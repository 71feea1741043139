package io.taskledger.kernel;

/** The names under which commands carry, and events keep, who caused them. */
public final class EventMetaData {

    /** The {@link UserId} of the caller, as text. */
    public static final String ACTOR = "actor";

    /** The id of the HTTP request, as its answer shows it in {@code X-Request-Id}. */
    public static final String REQUEST_ID = "request_id";

    /** The id of the command that the event came of: the same for all events of one command. */
    public static final String CORRELATION_ID = "correlation_id";

    private EventMetaData() {}
}
