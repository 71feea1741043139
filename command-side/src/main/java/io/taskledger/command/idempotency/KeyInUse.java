package io.taskledger.command.idempotency;

import io.taskledger.kernel.Rejection;

/** A request with the same key is being carried out at this moment. */
public final class KeyInUse extends Rejection {

    private static final long serialVersionUID = 1L;

    KeyInUse() {
        super("A request with this Idempotency-Key is still being carried out. Send it again in a moment.");
    }
}
