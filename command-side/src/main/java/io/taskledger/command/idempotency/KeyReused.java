package io.taskledger.command.idempotency;

import io.taskledger.kernel.Rejection;

/** Another request came with the same key, less than a day ago, and was carried out. */
public final class KeyReused extends Rejection {

    private static final long serialVersionUID = 1L;

    KeyReused() {
        super("This Idempotency-Key was used for another request: of another method, path, If-Match, If-None-Match or body."
                + " A new request needs a new key.");
    }
}
