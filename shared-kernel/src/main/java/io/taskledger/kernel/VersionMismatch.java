package io.taskledger.kernel;

/** The task has another entity tag than those that {@code If-Match} names. */
public final class VersionMismatch extends PreconditionFailed {

    private static final long serialVersionUID = 1L;

    /** @param weak whether the header names weak tags, which never match (RFC 9110, section 13.1.1) */
    VersionMismatch(EntityTag current, boolean weak) {
        super(
                "The task's ETag is " + current + ", which the If-Match header does not name."
                        + (weak ? " A weak tag (W/) never matches: a proxy that compresses answers makes weak tags of strong ones."
                                + " Send the task's field etag in quotes, or have the proxy leave answers as they are." : ""),
                current);
    }
}
