package io.taskledger.query.changes;

import io.taskledger.kernel.Rejection;

/** What a client saw last is no change that was ever made, as far as the event store knows: it was restored to a time before that. */
public final class SyncAnew extends Rejection {

    private static final long serialVersionUID = 1L;

    SyncAnew() {
        super("This cursor is of a time that the ledger was set back from. Forget what you have, and begin anew: without since, or with since=now and a list of the tasks.");
    }
}
