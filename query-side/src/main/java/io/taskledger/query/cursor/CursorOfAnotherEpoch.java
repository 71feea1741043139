package io.taskledger.query.cursor;

import io.taskledger.kernel.Rejection;

/** A list was read in part, and then the event store was restored to an older state: the rest would be of another list. */
public final class CursorOfAnotherEpoch extends Rejection {

    private static final long serialVersionUID = 1L;

    CursorOfAnotherEpoch() {
        super("The ledger was set back to an older state since this cursor was made. List anew, without a cursor.");
    }
}
