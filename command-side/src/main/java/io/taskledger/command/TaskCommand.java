package io.taskledger.command;

import io.taskledger.json.Change;
import io.taskledger.kernel.Description;
import io.taskledger.kernel.Preconditions;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.Title;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What a user can ask of a task. Who asks is not part of it: that travels as metadata, taken from the token. */
public sealed interface TaskCommand {

    TaskId taskId();

    Preconditions preconditions();

    record CreateTask(
            @TargetAggregateIdentifier TaskId taskId, Preconditions preconditions, Title title, @Nullable Description description)
            implements TaskCommand {}

    /** Changes several values at once, or not at all. */
    record ChangeTask(
            @TargetAggregateIdentifier TaskId taskId,
            Preconditions preconditions,
            Change<Title> title,
            Change<@Nullable Description> description,
            Change<Boolean> completed)
            implements TaskCommand {}

    record CompleteTask(@TargetAggregateIdentifier TaskId taskId, Preconditions preconditions) implements TaskCommand {}

    record ReopenTask(@TargetAggregateIdentifier TaskId taskId, Preconditions preconditions) implements TaskCommand {}

    record DeleteTask(@TargetAggregateIdentifier TaskId taskId, Preconditions preconditions) implements TaskCommand {}

    record RestoreTask(@TargetAggregateIdentifier TaskId taskId, Preconditions preconditions) implements TaskCommand {}
}
