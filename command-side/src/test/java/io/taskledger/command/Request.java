package io.taskledger.command;

import io.taskledger.command.TaskCommand.ChangeTask;
import io.taskledger.json.Change;
import io.taskledger.kernel.Description;
import io.taskledger.kernel.EventMetaData;
import io.taskledger.kernel.Preconditions;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.Title;
import io.taskledger.kernel.UserId;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What is asked of a task, as it comes into being: on which condition, by whom. */
interface Request {

    TaskCommand command();

    Request ifMatch(String... headers);

    Request ifNoneMatch(String... headers);

    static Request of(Function<Preconditions, TaskCommand> command) {
        return new Conditional(command, Preconditions.NONE);
    }

    default CommandMessage<?> by(UserId caller) {
        return byNobody().andMetaData(Map.of(EventMetaData.ACTOR, caller.value()));
    }

    default CommandMessage<?> byNobody() {
        return new GenericCommandMessage<>(command());
    }

    record Conditional(Function<Preconditions, TaskCommand> made, Preconditions condition) implements Request {
        @Override
        public TaskCommand command() {
            return made.apply(condition);
        }

        @Override
        public Request ifMatch(String... headers) {
            return new Conditional(made, Preconditions.parse(List.of(headers), List.of()));
        }

        @Override
        public Request ifNoneMatch(String... headers) {
            return new Conditional(made, Preconditions.parse(List.of(), List.of(headers)));
        }
    }

    record ChangeRequest(ChangeTask command) implements Request {
        static ChangeRequest of(TaskId id) {
            return new ChangeRequest(new ChangeTask(id, Preconditions.NONE, Change.none(), Change.none(), Change.none()));
        }

        @Override
        public ChangeRequest ifMatch(String... headers) {
            return with(Preconditions.parse(List.of(headers), List.of()), command.title(), command.description(), command.completed());
        }

        @Override
        public ChangeRequest ifNoneMatch(String... headers) {
            return with(Preconditions.parse(List.of(), List.of(headers)), command.title(), command.description(), command.completed());
        }

        ChangeRequest title(String title) {
            return with(command.preconditions(), Change.to(new Title(title)), command.description(), command.completed());
        }

        ChangeRequest description(String description) {
            return with(command.preconditions(), command.title(), Change.to(new Description(description)), command.completed());
        }

        ChangeRequest noDescription() {
            return with(command.preconditions(), command.title(), Change.to(null), command.completed());
        }

        ChangeRequest completed(boolean completed) {
            return with(command.preconditions(), command.title(), command.description(), Change.to(completed));
        }

        private ChangeRequest with(
                Preconditions preconditions, Change<Title> title, Change<@Nullable Description> description, Change<Boolean> completed) {
            return new ChangeRequest(new ChangeTask(command.taskId(), preconditions, title, description, completed));
        }
    }
}
