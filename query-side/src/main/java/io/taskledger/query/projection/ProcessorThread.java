package io.taskledger.query.projection;

import io.taskledger.kernel.Heartbeat;
import io.taskledger.kernel.Timer;
import org.axonframework.common.AxonThreadFactory;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A thread of a processor, which says when it has ended a task. What is scheduled runs after {@link #LONGEST_DELAY} at the latest: after
 * failures Axon would wait for up to a minute, while a database that comes back is to be read from at once. Never shut down, since a
 * context that was stopped may be started again.
 */
final class ProcessorThread extends Timer {

    static final Duration LONGEST_DELAY = Duration.ofMillis(500);

    private final Heartbeat heartbeat;
    private volatile boolean expected;

    ProcessorThread(String name, Heartbeat heartbeat) {
        super(task -> {
            Thread thread = new AxonThreadFactory(name).newThread(task);
            thread.setDaemon(true);
            return thread;
        });
        this.heartbeat = heartbeat;
    }

    /** From now on, one task is to follow the other within the heartbeat's bound. Otherwise the bound is that of one task. */
    void expectTasks() {
        expected = true;
        heartbeat.beat();
    }

    void expectNone() {
        expected = false;
        heartbeat.rest();
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return super.schedule(command, Math.min(unit.toNanos(delay), LONGEST_DELAY.toNanos()), TimeUnit.NANOSECONDS);
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
        heartbeat.beat();
        super.beforeExecute(thread, task);
    }

    @Override
    protected void afterExecute(Runnable task, @Nullable Throwable failure) {
        super.afterExecute(task, failure);
        if (expected) {
            heartbeat.beat();
        } else {
            heartbeat.rest();
        }
    }
}
