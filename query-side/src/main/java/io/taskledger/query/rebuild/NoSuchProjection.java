package io.taskledger.query.rebuild;

import io.taskledger.kernel.Rejection;

/** No projection is called that. */
public final class NoSuchProjection extends Rejection {

    private static final long serialVersionUID = 1L;

    public NoSuchProjection() {
        super("There is no such projection.");
    }
}
