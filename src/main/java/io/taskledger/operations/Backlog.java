package io.taskledger.operations;

import java.util.function.LongSupplier;

/**
 * For how long a projection has been behind the events, as this process has seen it. The times of events tell something else where the
 * clock of the instance that stored them is wrong.
 */
final class Backlog {

    private final LongSupplier nanoTime;
    private boolean open;
    private long goal;
    private long since;

    /** @param nanoTime {@link System#nanoTime} */
    Backlog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Notes where both are now.
     *
     * @param position up to which the projection has folded
     * @param last position of the last event
     * @return since when, in seconds, some event has been waiting; 0 where none is
     */
    synchronized double seconds(long position, long last) {
        if (open && position >= goal) {
            open = false;
        }
        if (!open && position < last) {
            open = true;
            goal = last;
            since = nanoTime.getAsLong();
        }
        return open ? (nanoTime.getAsLong() - since) / 1e9 : 0;
    }
}
