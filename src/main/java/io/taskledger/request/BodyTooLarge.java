package io.taskledger.request;

/** A body of more than {@link LimitedBody#MOST_BYTES} bytes. */
public final class BodyTooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BodyTooLarge() {
        super("the body is too large", null, false, false);
    }
}
