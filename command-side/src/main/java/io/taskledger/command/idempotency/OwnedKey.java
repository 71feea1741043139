package io.taskledger.command.idempotency;

import java.nio.ByteBuffer;

/** A user's key: another user's of the same text is another key. */
record OwnedKey(String user, IdempotencyKey key) {

    /** By which PostgreSQL knows it while a request with it is carried out. */
    long lock() {
        return ByteBuffer.wrap(new Sha256().add(user).add(key.value()).bytes()).getLong();
    }
}
