package io.taskledger.command.endpoint;

import io.taskledger.command.TaskCommand;
import io.taskledger.command.TaskExists;
import io.taskledger.kernel.NoSuchTask;
import io.taskledger.kernel.TaskView;
import io.taskledger.kernel.TaskVisibility;
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
        if (Preferences.respondAsync(headers)) {
            return new Answer(attempt(command), false);
        }
        try (TaskVisibility.Watch watch = visibility.watch(command.taskId())) {
            TaskView task = attempt(command);
            return new Answer(task, watch.awaitVersion(task.version()));
        }
    }

    private TaskView attempt(TaskCommand command) {
        for (int attempt = 1; ; attempt++) {
            try {
                return commands.sendAndWait(command);
            } catch (AggregateNotFoundException _) {
                throw new NoSuchTask();
            } catch (AggregateStreamCreationException _) {
                throw new TaskExists();
            } catch (ConcurrencyException met) {
                if (attempt == ATTEMPTS) {
                    throw met;
                }
            }
        }
    }
}
