package io.taskledger.kernel;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;

/**
 * Runs tasks by time, on one thread. An {@link Error} of a task is handed to the thread's handler of what nobody caught: a plain executor
 * keeps it to itself, and nobody is ever told that a periodic task runs no more.
 */
public class Timer extends ScheduledThreadPoolExecutor {

    public Timer(ThreadFactory threads) {
        super(1, threads);
    }

    @Override
    protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
        super.afterExecute(task, thrown);
        Throwable failure = thrown == null ? failure(task) : thrown;
        if (failure instanceof Error) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        }
    }

    private static @Nullable Throwable failure(Runnable task) {
        if (!(task instanceof Future<?> future) || !future.isDone()) {
            return null;
        }
        try {
            var _ = future.get();
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (CancellationException _) {
            return null;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return null;
    }
}
