package io.taskledger.kernel;

/** The task belongs to another user. */
public final class NotTheOwner extends Rejection {

    private static final long serialVersionUID = 1L;

    public NotTheOwner() {
        super("The task belongs to another user.");
    }
}
