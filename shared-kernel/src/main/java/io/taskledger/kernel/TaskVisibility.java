package io.taskledger.kernel;

/** Tells a command when what it stored can be read: the one thing that the command side asks of the query side. */
public interface TaskVisibility {

    /** Begins to watch the task. To be called before the command, so that nothing is missed. */
    Watch watch(TaskId task);

    /** To be closed when no longer needed. */
    interface Watch extends AutoCloseable {

        /**
         * Waits, at most two seconds, until queries on every instance show the task at the version or a later one.
         *
         * @return whether they do
         */
        boolean awaitVersion(long version);

        @Override
        void close();
    }
}
