package io.taskledger.query.rebuild;

import io.taskledger.kernel.Rejection;

/** No rebuild, or verification, of the projection has been asked for so far, or none is running that could be cancelled. */
public final class NothingOrdered extends Rejection {

    private static final long serialVersionUID = 1L;

    private NothingOrdered(String message) {
        super(message);
    }

    public static NothingOrdered soFar(Job.Kind kind) {
        return new NothingOrdered("No " + kind.noun() + " of this projection has been asked for.");
    }

    public static NothingOrdered toCancel(Job.Kind kind) {
        return new NothingOrdered("No " + kind.noun() + " of this projection is running that could be cancelled.");
    }
}
