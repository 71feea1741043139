package io.taskledger.command;

import io.taskledger.command.TaskCommand.ChangeTask;
import io.taskledger.command.TaskCommand.CompleteTask;
import io.taskledger.command.TaskCommand.CreateTask;
import io.taskledger.command.TaskCommand.DeleteTask;
import io.taskledger.command.TaskCommand.ReopenTask;
import io.taskledger.command.TaskCommand.RestoreTask;
import io.taskledger.kernel.Description;
import io.taskledger.kernel.EntityTag;
import io.taskledger.kernel.FoldedTask;
import io.taskledger.kernel.NoSuchTask;
import io.taskledger.kernel.NotTheOwner;
import io.taskledger.kernel.PreconditionFailed;
import io.taskledger.kernel.TaskEvent;
import io.taskledger.kernel.TaskEvent.TaskCompleted;
import io.taskledger.kernel.TaskEvent.TaskCreated;
import io.taskledger.kernel.TaskEvent.TaskDeleted;
import io.taskledger.kernel.TaskEvent.TaskDescribed;
import io.taskledger.kernel.TaskEvent.TaskRenamed;
import io.taskledger.kernel.TaskEvent.TaskReopened;
import io.taskledger.kernel.TaskEvent.TaskRestored;
import io.taskledger.kernel.TaskView;
import io.taskledger.kernel.Title;
import io.taskledger.kernel.UserId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A task as its events made it, and the rules about what may happen to it next. Nothing here has a side effect: a command
 * is answered with events, none where it would change nothing.
 */
record TaskState(FoldedTask now) {

    /**
     * The events of a task that does not exist yet.
     *
     * @throws PreconditionFailed where the command is to change what is there
     */
    static List<TaskEvent> create(CreateTask command, UserId caller) {
        command.preconditions().requireForCreation();
        return List.of(new TaskCreated(command.taskId(), caller, command.title(), command.description()));
    }

    /**
     * The events that follow from the command.
     *
     * @param epoch the name of the event store's epoch in which the task was read
     * @throws NotTheOwner where the caller is not the task's owner, whatever its state
     * @throws NoSuchTask where the task is deleted and the command isn't its restoring
     * @throws PreconditionFailed where the command asked for another version, even if it would change nothing
     * @throws TaskExists where the command creates what is there
     */
    List<TaskEvent> decide(TaskCommand command, UserId caller, String epoch) {
        return switch (command) {
            case CreateTask _ -> throw new TaskExists();
            case ChangeTask change -> {
                requireLiving(change, caller, epoch);
                yield change(change);
            }
            case CompleteTask complete -> {
                requireLiving(complete, caller, epoch);
                yield completed(true);
            }
            case ReopenTask reopen -> {
                requireLiving(reopen, caller, epoch);
                yield completed(false);
            }
            case DeleteTask delete -> {
                requireLiving(delete, caller, epoch);
                yield List.of(new TaskDeleted(delete.taskId()));
            }
            case RestoreTask restore -> {
                requireOwner(caller);
                requirePreconditions(restore, epoch);
                yield now.deleted() ? List.of(new TaskRestored(restore.taskId())) : List.of();
            }
        };
    }

    /** The state after the event, which happened at {@code at}. */
    static TaskState evolve(@Nullable TaskState before, TaskEvent event, Instant at) {
        return new TaskState(FoldedTask.after(before == null ? null : before.now, event, at));
    }

    TaskView task() {
        return now.task();
    }

    private List<TaskEvent> change(ChangeTask change) {
        List<TaskEvent> events = new ArrayList<>(3);
        TaskView task = task();
        Title title = change.title().or(task.title());
        if (!title.equals(task.title())) {
            events.add(new TaskRenamed(task().id(), title));
        }
        Description description = change.description().or(task().description());
        if (!Objects.equals(description, task().description())) {
            events.add(new TaskDescribed(task().id(), description));
        }
        events.addAll(completed(change.completed().or(task().completed())));
        return List.copyOf(events);
    }

    private List<TaskEvent> completed(boolean completed) {
        if (completed == task().completed()) {
            return List.of();
        }
        return List.of(completed ? new TaskCompleted(task().id()) : new TaskReopened(task().id()));
    }

    private void requireLiving(TaskCommand command, UserId caller, String epoch) {
        requireOwner(caller);
        if (now.deleted()) {
            throw new NoSuchTask();
        }
        requirePreconditions(command, epoch);
    }

    private void requireOwner(UserId caller) {
        if (!caller.equals(task().userId())) {
            throw new NotTheOwner();
        }
    }

    private void requirePreconditions(TaskCommand command, String epoch) {
        command.preconditions().requireAt(new EntityTag(epoch, task().version()));
    }
}
