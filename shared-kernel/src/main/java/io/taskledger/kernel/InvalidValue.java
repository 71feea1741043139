package io.taskledger.kernel;

/** A value that breaks a rule of the domain. The message is a clause about the value, fit to show to a client: "must …". */
public final class InvalidValue extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** @param message what the value must be, beginning with "must" */
    public InvalidValue(String message) {
        super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
