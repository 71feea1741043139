package io.taskledger.command.idempotency;

import io.taskledger.command.TaskCommand;
import io.taskledger.command.TaskCommand.ChangeTask;
import io.taskledger.command.TaskCommand.CompleteTask;
import io.taskledger.command.TaskCommand.CreateTask;
import io.taskledger.command.TaskCommand.DeleteTask;
import io.taskledger.command.TaskCommand.ReopenTask;
import io.taskledger.command.TaskCommand.RestoreTask;
import io.taskledger.kernel.TaggedTask;
import org.jspecify.annotations.Nullable;

/**
 * What a command that worked answers over HTTP, whenever it is asked.
 *
 * @param etag with its quotes
 * @param body a {@link TaggedTask}, or the bytes that it once was written as
 */
public record Success(int status, @Nullable String location, @Nullable String etag, @Nullable Object body) {

    public static Success of(TaskCommand command, TaggedTask task) {
        String etag = task.etag().toString();
        return switch (command) {
            case CreateTask _ -> new Success(201, "/api/tasks/" + task.task().id(), etag, task);
            case ChangeTask _, CompleteTask _, ReopenTask _, RestoreTask _ -> new Success(200, null, etag, task);
            case DeleteTask _ -> new Success(204, null, null, null);
        };
    }
}
