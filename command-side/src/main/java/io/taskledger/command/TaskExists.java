package io.taskledger.command;

import io.taskledger.kernel.Rejection;

/** A task with that id exists already, whoever owns it, deleted or not. */
public final class TaskExists extends Rejection {

    private static final long serialVersionUID = 1L;

    public TaskExists() {
        super("A task with this id exists already.");
    }
}
