package io.taskledger.query.caller;

import io.taskledger.kernel.Rejection;

/** A user asks or searches so much on this instance that one more query gets no turn. */
public final class TooManyQueries extends Rejection {

    private static final long serialVersionUID = 1L;

    TooManyQueries() {
        super("Your other queries take all the turns that one user has. Wait until they are answered.");
    }
}
