package io.taskledger.query.caller;

import io.taskledger.kernel.Rejection;

/** The searches of all users take all the connections that this instance has for searches. */
public final class NoRoomToSearch extends Rejection {

    private static final long serialVersionUID = 1L;

    NoRoomToSearch() {
        super("The service has no room for one more search at the moment. Try again in a little while.");
    }
}
