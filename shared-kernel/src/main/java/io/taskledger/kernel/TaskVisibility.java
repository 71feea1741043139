package io.taskledger.kernel;

/** Tells a command when what it stored can be read: the one thing that the command side asks of the query side. */
public interface TaskVisibility {

    /**
     * Waits, at most two seconds, until queries on every instance show the task as it is after the event at the position.
     *
     * @param position in the order of all events
     * @return whether they do; at once false where they won't until somebody mends a projection
     */
    boolean await(TaskId task, long position);
}
