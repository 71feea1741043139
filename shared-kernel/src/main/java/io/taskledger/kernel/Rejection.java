package io.taskledger.kernel;

/** A request that the rules of the domain turn down. The message is a sentence for the client. It has no stack trace: it is an answer. */
public abstract class Rejection extends RuntimeException {

    private static final long serialVersionUID = 1L;

    protected Rejection(String sentence) {
        super(sentence, null, false, false);
    }
}
