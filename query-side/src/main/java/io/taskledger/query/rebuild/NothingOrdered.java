package io.taskledger.query.rebuild;

import io.taskledger.kernel.Rejection;

/** No rebuild, or verification, of the projection has been asked for so far, or none is running that could be cancelled. */
public final class NothingOrdered extends Rejection {

    private static final long serialVersionUID = 1L;

    public NothingOrdered() {
        super("There is none.");
    }
}
