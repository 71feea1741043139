package io.taskledger.command;

import io.taskledger.kernel.Rejection;

/** The task is at another version than the command asked for in {@link IfMatch}. */
public final class VersionMismatch extends Rejection {

    private static final long serialVersionUID = 1L;

    public VersionMismatch(long version) {
        super("The task is at version " + version + ", which the If-Match header does not name.");
    }
}
