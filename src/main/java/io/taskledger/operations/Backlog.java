package io.taskledger.operations;

/**
 * For how long a projection has been behind the events, as this process has seen it. The times of events tell something else where the clock of the instance that
 * stored them is wrong.
 */
final class Backlog {

    private boolean open;
    private long goal;
    private long since;

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
            since = System.nanoTime();
        }
        return open ? (System.nanoTime() - since) / 1e9 : 0;
    }
}
