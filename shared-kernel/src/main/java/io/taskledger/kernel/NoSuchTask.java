package io.taskledger.kernel;

/** There is no such task, or its owner deleted it. */
public final class NoSuchTask extends Rejection {

    private static final long serialVersionUID = 1L;

    public NoSuchTask() {
        super("There is no such task.");
    }
}
