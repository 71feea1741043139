package io.taskledger.query.changes;

import io.taskledger.kernel.Rejection;

/** A user reads as many streams from this instance as one may. */
public final class TooManyStreams extends Rejection {

    private static final long serialVersionUID = 1L;

    TooManyStreams(int most) {
        super("You read " + most + " streams of changes already, which is as many as one user may at a time. End one of them first.");
    }
}
