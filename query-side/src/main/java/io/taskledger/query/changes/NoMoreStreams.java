package io.taskledger.query.changes;

import io.taskledger.kernel.Rejection;

/** This instance has as many streams open, of all users, as its memory is good for. */
public final class NoMoreStreams extends Rejection {

    private static final long serialVersionUID = 1L;

    NoMoreStreams() {
        super("The service can open no more streams of changes at the moment. Try again in a little while, or ask for the list of changes.");
    }
}
