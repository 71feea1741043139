package io.taskledger.connection;

import java.util.concurrent.Semaphore;

/** One permit of a semaphore, held at most once; to be used by one thread at a time. */
final class Place {

    private final Semaphore all;
    private boolean taken;

    Place(Semaphore all) {
        this.all = all;
    }

    /** Whether it is had, from now on or already. */
    boolean take() {
        taken = taken || all.tryAcquire();
        return taken;
    }

    void leave() {
        if (taken) {
            taken = false;
            all.release();
        }
    }
}
