package io.taskledger.query.rebuild;

import io.taskledger.kernel.Rejection;

/** Of one projection, one rebuild or verification runs at a time. */
public final class AlreadyRunning extends Rejection {

    private static final long serialVersionUID = 1L;

    public AlreadyRunning() {
        super("A rebuild or a verification of this projection is running already.");
    }
}
