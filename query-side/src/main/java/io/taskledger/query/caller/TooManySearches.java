package io.taskledger.query.caller;

import io.taskledger.kernel.Rejection;

/** A user searches so much on this instance that one more search gets no turn. */
public final class TooManySearches extends Rejection {

    private static final long serialVersionUID = 1L;

    TooManySearches() {
        super("Your other searches take all the turns that one user has. Wait until they are answered.");
    }
}
