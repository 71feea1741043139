package io.taskledger.query.caller;

import io.taskledger.kernel.UserId;

import java.util.concurrent.atomic.AtomicReference;

/**
 * A caller's way into a transaction.
 *
 * @param epoch the name of the event store's epoch, known when the transaction is entered
 */
record Entry(UserId caller, AtomicReference<String> epoch) {

    Entry(UserId caller) {
        this(caller, new AtomicReference<>(""));
    }
}
