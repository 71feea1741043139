package io.taskledger.query.tasks;

import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.TaskVisibility;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Knows which commands wait for which task. Where this instance runs the projection, a batch wakes them when it commits;
 * where another one does, each looks into the table until it is there.
 */
@Component
class TaskVersions implements TaskVisibility {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);

    private final Map<TaskId, Set<TaskWatch>> watches = new ConcurrentHashMap<>();
    private final ExecutorService looks = Executors.newVirtualThreadPerTaskExecutor();
    private final TasksTable table;

    TaskVersions(TasksTable table) {
        this.table = table;
    }

    @Override
    public Watch watch(TaskId task) {
        var watch = new TaskWatch(task);
        watches.compute(task, (_, others) -> {
            Set<TaskWatch> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(watch);
            return all;
        });
        return watch;
    }

    /** Queries now show the task at the version. */
    void announce(TaskId task, long version) {
        Set<TaskWatch> waiting = watches.get(task);
        if (waiting != null) {
            waiting.forEach(watch -> watch.seen(version));
        }
    }

    private final class TaskWatch implements Watch {

        private final TaskId task;
        private long seen = -1;

        TaskWatch(TaskId task) {
            this.task = task;
        }

        @Override
        public boolean awaitVersion(long version) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            try {
                do {
                    if (awaitSeen(version) || isInTable(version, deadline)) {
                        return true;
                    }
                } while (System.nanoTime() < deadline);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException _) {
                // the command is stored all the same; only whether it can be read is not known
            }
            return false;
        }

        @Override
        public void close() {
            watches.computeIfPresent(task, (_, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }

        /** A database that doesn't answer must not hold up a command that is stored: the look has a thread of its own. */
        private boolean isInTable(long version, long deadline) throws InterruptedException, ExecutionException, TimeoutException {
            return looks.submit(() -> table.versionOf(task).orElse(-1) >= version)
                    .get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        }

        private synchronized void seen(long version) {
            seen = Math.max(seen, version);
            notifyAll();
        }

        private synchronized boolean awaitSeen(long version) throws InterruptedException {
            long deadline = System.nanoTime() + LOOK_INTERVAL.toNanos();
            long left = LOOK_INTERVAL.toNanos();
            while (seen < version && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = deadline - System.nanoTime();
            }
            return seen >= version;
        }
    }
}
