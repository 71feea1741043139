package io.taskledger.command;

import io.taskledger.command.TaskCommand.ChangeTask;
import io.taskledger.command.TaskCommand.CompleteTask;
import io.taskledger.command.TaskCommand.CreateTask;
import io.taskledger.command.TaskCommand.DeleteTask;
import io.taskledger.command.TaskCommand.ReopenTask;
import io.taskledger.command.TaskCommand.RestoreTask;
import io.taskledger.kernel.Description;
import io.taskledger.kernel.Title;
import org.jspecify.annotations.Nullable;

/** What users were promised of a task, command by command, without a thought of events. */
record Promise(Title title, @Nullable Description description, boolean completed, boolean deleted) {

    static Promise keptBy(TaskState state) {
        return new Promise(
                state.task().title(), state.task().description(), state.task().completed(), state.now().deleted());
    }

    Promise and(TaskCommand accepted) {
        return switch (accepted) {
            case CreateTask _ -> throw new AssertionError("a task was created twice");
            case ChangeTask(_, _, var toTitle, var toDescription, var toCompleted) ->
                new Promise(toTitle.or(title), toDescription.or(description), toCompleted.or(completed), deleted);
            case CompleteTask _ -> new Promise(title, description, true, deleted);
            case ReopenTask _ -> new Promise(title, description, false, deleted);
            case DeleteTask _ -> new Promise(title, description, completed, true);
            case RestoreTask _ -> new Promise(title, description, completed, false);
        };
    }
}
