package io.taskledger.kernel;

import io.taskledger.kernel.TaskEvent.TaskCompleted;
import io.taskledger.kernel.TaskEvent.TaskCreated;
import io.taskledger.kernel.TaskEvent.TaskDeleted;
import io.taskledger.kernel.TaskEvent.TaskDescribed;
import io.taskledger.kernel.TaskEvent.TaskRenamed;
import io.taskledger.kernel.TaskEvent.TaskReopened;
import io.taskledger.kernel.TaskEvent.TaskRestored;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Objects;

/**
 * A task as its events made it. Both sides fold with this one function, so that a command's answer and a query's can't differ.
 *
 * @param deleted whether its owner deleted it, and did not restore it since
 */
public record FoldedTask(TaskView task, boolean deleted) {

    /**
     * The task after one more event.
     *
     * @param before the task after the event before, null where the event is the task's first
     * @param at when the event happened
     */
    public static FoldedTask after(@Nullable FoldedTask before, TaskEvent event, Instant at) {
        return switch (event) {
            case TaskCreated(var id, var user, var title, var description) ->
                new FoldedTask(new TaskView(id, user, title, description, false, at, at, 0), false);
            case TaskRenamed(_, var title) -> existing(before).renamed(title, at);
            case TaskDescribed(_, var description) -> existing(before).described(description, at);
            case TaskCompleted _ -> existing(before).completed(true, at);
            case TaskReopened _ -> existing(before).completed(false, at);
            case TaskDeleted _ -> existing(before).deleted(true, at);
            case TaskRestored _ -> existing(before).deleted(false, at);
        };
    }

    private static FoldedTask existing(@Nullable FoldedTask before) {
        return Objects.requireNonNull(before, "a task's first event is its creation");
    }

    private FoldedTask renamed(Title title, Instant at) {
        return next(title, task.description(), task.completed(), deleted, at);
    }

    private FoldedTask described(@Nullable Description description, Instant at) {
        return next(task.title(), description, task.completed(), deleted, at);
    }

    private FoldedTask completed(boolean completed, Instant at) {
        return next(task.title(), task.description(), completed, deleted, at);
    }

    private FoldedTask deleted(boolean deleted, Instant at) {
        return next(task.title(), task.description(), task.completed(), deleted, at);
    }

    private FoldedTask next(Title title, @Nullable Description description, boolean completed, boolean deleted, Instant at) {
        return new FoldedTask(
                new TaskView(task.id(), task.userId(), title, description, completed, task.createdAt(), at, task.version() + 1),
                deleted);
    }
}
