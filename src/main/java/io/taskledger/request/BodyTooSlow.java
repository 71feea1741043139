package io.taskledger.request;

/** A body that did not come in the time that one may take. */
public final class BodyTooSlow extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BodyTooSlow() {
        super("the body is too slow", null, false, false);
    }
}
