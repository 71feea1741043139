package io.taskledger.kernel;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * What can happen to a task. Each event is stored under its {@link JsonTypeName} and {@link Revision}: both are forever,
 * whatever the record comes to be called. Who did it, when and on which request stands in the event's metadata.
 */
public sealed interface TaskEvent {

    TaskId taskId();

    @JsonTypeName("TaskCreated")
    @Revision("1")
    record TaskCreated(TaskId taskId, UserId userId, Title title, @Nullable Description description) implements TaskEvent {}

    @JsonTypeName("TaskRenamed")
    @Revision("1")
    record TaskRenamed(TaskId taskId, Title title) implements TaskEvent {}

    @JsonTypeName("TaskDescribed")
    @Revision("1")
    record TaskDescribed(TaskId taskId, @Nullable Description description) implements TaskEvent {}

    @JsonTypeName("TaskCompleted")
    @Revision("1")
    record TaskCompleted(TaskId taskId) implements TaskEvent {}

    @JsonTypeName("TaskReopened")
    @Revision("1")
    record TaskReopened(TaskId taskId) implements TaskEvent {}

    @JsonTypeName("TaskDeleted")
    @Revision("1")
    record TaskDeleted(TaskId taskId) implements TaskEvent {}

    @JsonTypeName("TaskRestored")
    @Revision("1")
    record TaskRestored(TaskId taskId) implements TaskEvent {}
}
