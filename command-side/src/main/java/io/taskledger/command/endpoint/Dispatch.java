package io.taskledger.command.endpoint;

import io.taskledger.command.TaskCommand;
import io.taskledger.command.TaskExists;
import io.taskledger.eventstore.PositionedCommandBus;
import io.taskledger.kernel.NoSuchTask;
import io.taskledger.kernel.TaskView;
import io.taskledger.kernel.TaskVisibility;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Sends a command until it no longer meets another one on its task, and waits until its caller can read what it did. */
@Component
class Dispatch {

    private static final int ATTEMPTS = 10;

    private final CommandGateway commands;
    private final TaskVisibility visibility;

    Dispatch(CommandGateway commands, TaskVisibility visibility) {
        this.commands = commands;
        this.visibility = visibility;
    }

    /**
     * @throws TaskExists where the command creates what is there
     * @throws NoSuchTask where there is no such task
     * @throws ConcurrencyException where each of ten attempts met another command on the same task
     */
    Answer send(TaskCommand command, HttpHeaders headers) {
        CommandResultMessage<?> result = attempt(command);
        boolean readable = !Preferences.respondAsync(headers)
                && result.getMetaData().get(PositionedCommandBus.POSITION) instanceof Long position
                && visibility.await(command.taskId(), position);
        return new Answer((TaskView) result.getPayload(), readable);
    }

    private CommandResultMessage<?> attempt(TaskCommand command) {
        for (int attempt = 1; ; attempt++) {
            CommandResultMessage<?> result = carryOut(command);
            if (!result.isExceptional()) {
                return result;
            }
            RuntimeException failure = reason(result.exceptionResult());
            if (!(failure instanceof ConcurrencyException) || attempt == ATTEMPTS) {
                throw failure;
            }
        }
    }

    private CommandResultMessage<?> carryOut(TaskCommand command) {
        var result = new FutureCallback<TaskCommand, TaskView>();
        commands.send(command, result);
        return result.getResult();
    }

    private static RuntimeException reason(Throwable failure) {
        return switch (failure) {
            case AggregateNotFoundException _ -> new NoSuchTask();
            case AggregateStreamCreationException _ -> new TaskExists();
            case RuntimeException other -> other;
            case Error error -> throw error;
            default -> new CommandExecutionException("a command failed", failure);
        };
    }
}
