package io.taskledger.kernel;

/** The answers of this process, or of one of its users, take as much memory as they may. */
public final class NoRoomForAnswer extends Rejection {

    private static final long serialVersionUID = 1L;

    NoRoomForAnswer() {
        super("Too many large answers are being read or sent at the moment."
                + " Try again in a little while, with a smaller limit, or with fewer requests at a time.");
    }
}
