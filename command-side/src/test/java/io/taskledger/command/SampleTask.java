package io.taskledger.command;

import io.taskledger.command.Request.ChangeRequest;
import io.taskledger.command.TaskCommand.CompleteTask;
import io.taskledger.command.TaskCommand.CreateTask;
import io.taskledger.command.TaskCommand.DeleteTask;
import io.taskledger.command.TaskCommand.ReopenTask;
import io.taskledger.command.TaskCommand.RestoreTask;
import io.taskledger.kernel.Description;
import io.taskledger.kernel.TaskEvent;
import io.taskledger.kernel.TaskEvent.TaskCompleted;
import io.taskledger.kernel.TaskEvent.TaskCreated;
import io.taskledger.kernel.TaskEvent.TaskDeleted;
import io.taskledger.kernel.TaskEvent.TaskDescribed;
import io.taskledger.kernel.TaskEvent.TaskRenamed;
import io.taskledger.kernel.TaskEvent.TaskReopened;
import io.taskledger.kernel.TaskEvent.TaskRestored;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.Title;
import io.taskledger.kernel.UserId;
import org.jspecify.annotations.Nullable;

/** A task to tell tests with: what happened to it is in the past tense, what someone asks of it in the imperative. */
record SampleTask(TaskId id, Title title, @Nullable Description description) {

    static SampleTask milk() {
        return new SampleTask(
                TaskId.parse("019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d"), new Title("Buy milk"), new Description("The organic one"));
    }

    SampleTask withoutDescription() {
        return new SampleTask(id, title, null);
    }

    TaskEvent createdBy(UserId owner) {
        return new TaskCreated(id, owner, title, description);
    }

    TaskEvent renamed(String title) {
        return new TaskRenamed(id, new Title(title));
    }

    TaskEvent described(String description) {
        return new TaskDescribed(id, new Description(description));
    }

    TaskEvent descriptionCleared() {
        return new TaskDescribed(id, null);
    }

    TaskEvent completed() {
        return new TaskCompleted(id);
    }

    TaskEvent reopened() {
        return new TaskReopened(id);
    }

    TaskEvent deleted() {
        return new TaskDeleted(id);
    }

    TaskEvent restored() {
        return new TaskRestored(id);
    }

    Request create() {
        return Request.of(preconditions -> new CreateTask(id, preconditions, title, description));
    }

    ChangeRequest change() {
        return ChangeRequest.of(id);
    }

    Request complete() {
        return Request.of(ifMatch -> new CompleteTask(id, ifMatch));
    }

    Request reopen() {
        return Request.of(ifMatch -> new ReopenTask(id, ifMatch));
    }

    Request delete() {
        return Request.of(ifMatch -> new DeleteTask(id, ifMatch));
    }

    Request restore() {
        return Request.of(ifMatch -> new RestoreTask(id, ifMatch));
    }
}
