package io.taskledger.command;

import io.taskledger.command.TaskCommand.ChangeTask;
import io.taskledger.command.TaskCommand.CompleteTask;
import io.taskledger.command.TaskCommand.CreateTask;
import io.taskledger.command.TaskCommand.DeleteTask;
import io.taskledger.command.TaskCommand.ReopenTask;
import io.taskledger.command.TaskCommand.RestoreTask;
import io.taskledger.eventstore.PostgresEventStorageEngine;
import io.taskledger.kernel.EventMetaData;
import io.taskledger.kernel.TaskEvent;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.TaskView;
import io.taskledger.kernel.UserId;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Instant;
import java.util.List;

/** The aggregate: what joins {@link TaskState} to Axon. Every command answers with the task as it is after it. */
@Aggregate(lockFactory = "taskLocks")
class Task {

    /** Its name, which it has also in an event store that knows no epochs. */
    private static final String FIRST_EPOCH = "";

    @AggregateIdentifier
    private @Nullable TaskId id;

    private @Nullable TaskState state;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    TaskView on(CreateTask command, @Caller String caller) {
        return apply(TaskState.create(command, new UserId(caller)));
    }

    @CommandHandler
    TaskView on(ChangeTask command, @Caller String caller) {
        return decide(command, caller);
    }

    @CommandHandler
    TaskView on(CompleteTask command, @Caller String caller) {
        return decide(command, caller);
    }

    @CommandHandler
    TaskView on(ReopenTask command, @Caller String caller) {
        return decide(command, caller);
    }

    @CommandHandler
    TaskView on(DeleteTask command, @Caller String caller) {
        return decide(command, caller);
    }

    @CommandHandler
    TaskView on(RestoreTask command, @Caller String caller) {
        return decide(command, caller);
    }

    @EventSourcingHandler
    void on(TaskEvent event, @Timestamp Instant at) {
        id = event.taskId();
        state = TaskState.evolve(state, event, at);
    }

    private TaskView decide(TaskCommand command, String caller) {
        String epoch = PostgresEventStorageEngine.epoch(CurrentUnitOfWork.get()).orElse(FIRST_EPOCH);
        return apply(state().decide(command, new UserId(caller), epoch));
    }

    private TaskView apply(List<TaskEvent> events) {
        events.forEach(AggregateLifecycle::apply);
        return state().task();
    }

    private TaskState state() {
        if (state == null) {
            throw new IllegalStateException("task " + id + " has no events");
        }
        return state;
    }

    /** The command's {@link EventMetaData#ACTOR}: without one, no command is handled. */
    @Retention(RetentionPolicy.RUNTIME)
    @MetaDataValue(value = EventMetaData.ACTOR, required = true)
    @interface Caller {}
}
