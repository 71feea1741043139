package io.taskledger.command.endpoint;

import io.taskledger.command.TaskCommand;
import io.taskledger.command.TaskExists;
import io.taskledger.command.idempotency.KeyInUse;
import io.taskledger.command.idempotency.KeyReused;
import io.taskledger.command.idempotency.KeyedRequest;
import io.taskledger.command.idempotency.Remembered;
import io.taskledger.command.idempotency.Success;
import io.taskledger.eventstore.PositionedCommandBus;
import io.taskledger.kernel.NoSuchTask;
import io.taskledger.kernel.PreconditionFailed;
import io.taskledger.kernel.TaggedTask;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.TaskView;
import io.taskledger.kernel.TaskVisibility;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Sends a command until it no longer meets another one on its task, and waits until its caller can read what it did. */
@Component
class Dispatch {

    /** A command that meets another has lost to one that is stored, so some get through, however many meet. This is for the one that never does. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CommandGateway commands;
    private final TaskVisibility visibility;
    private final RetryTemplate untilItMeetsNone;

    @Autowired
    Dispatch(CommandGateway commands, TaskVisibility visibility) {
        this(commands, visibility, PATIENCE);
    }

    Dispatch(CommandGateway commands, TaskVisibility visibility, Duration patience) {
        this.commands = commands;
        this.visibility = visibility;
        this.untilItMeetsNone = new RetryTemplate(RetryPolicy.builder()
                .includes(List.of(ConcurrencyException.class))
                .maxRetries(Long.MAX_VALUE)
                .timeout(patience)
                .delay(Duration.ofMillis(1))
                .jitter(Duration.ofMillis(1))
                .multiplier(2)
                .maxDelay(Duration.ofMillis(16))
                .build());
    }

    /**
     * @param keyed where the request came with a key
     * @throws KeyInUse where a request with the same key is being carried out
     * @throws KeyReused where the key was another request's
     * @throws TaskExists where the command creates what is there
     * @throws PreconditionFailed where the command depends on another entity tag, or creates what is there and must not be
     * @throws NoSuchTask where there is no such task
     * @throws ConcurrencyException where each attempt of ten seconds met another command on the same task
     */
    Answer send(TaskCommand command, HttpHeaders headers, @Nullable KeyedRequest keyed) {
        Object message = keyed == null ? command : message(command, keyed);
        CommandResultMessage<?> result = untilItMeetsNone.<CommandResultMessage<?>>invoke(() -> carryOut(command, message));
        if (result.getPayload() instanceof Remembered remembered) {
            return new Answer(remembered.success(), isReadable(remembered.task(), remembered.position(), headers), true);
        }
        boolean readable = result.getMetaData().get(PositionedCommandBus.POSITION) instanceof Long position
                && isReadable(command.taskId(), position, headers);
        String epoch = String.valueOf(result.getMetaData().getOrDefault(PositionedCommandBus.EPOCH, ""));
        return new Answer(Success.of(command, TaggedTask.of((TaskView) result.getPayload(), epoch)), readable, false);
    }

    private static GenericCommandMessage<TaskCommand> message(TaskCommand command, KeyedRequest keyed) {
        return new GenericCommandMessage<>(command, Map.of(KeyedRequest.METADATA, keyed));
    }

    private boolean isReadable(TaskId task, long position, HttpHeaders headers) {
        return !Preferences.respondAsync(headers) && visibility.await(task, position);
    }

    /** @throws RuntimeException what the command failed with */
    private CommandResultMessage<?> carryOut(TaskCommand command, Object message) {
        var answered = new FutureCallback<Object, Object>();
        commands.send(message, answered);
        CommandResultMessage<?> result = answered.getResult();
        if (result.isExceptional()) {
            throw reason(command, result.exceptionResult());
        }
        return result;
    }

    private static RuntimeException reason(TaskCommand command, Throwable failure) {
        return switch (failure) {
            case AggregateNotFoundException _ -> new NoSuchTask();
            case AggregateStreamCreationException _ -> command.preconditions().forbidExistence()
                    ? new PreconditionFailed("A task with this id exists already, which the If-None-Match header excludes.", null)
                    : new TaskExists();
            case RuntimeException other -> other;
            case Error error -> throw error;
            default -> new CommandExecutionException("a command failed", failure);
        };
    }
}
