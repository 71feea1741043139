package io.taskledger.command.endpoint;

import io.taskledger.eventstore.PositionedCommandBus;
import io.taskledger.kernel.TaskView;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageDispatchInterceptor;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Gives each command the next of its replies, and keeps a list of what it was sent. */
@SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as the interface has it
final class ScriptedGateway implements CommandGateway {

    /** What comes of one command: the task, or an exception. */
    @FunctionalInterface
    interface Reply {
        TaskView get();
    }

    /** Of every command's last event. */
    static final long POSITION = 17;

    private final List<Object> sent = new ArrayList<>();
    private final Iterator<Reply> replies;

    ScriptedGateway(List<Reply> replies) {
        this.replies = replies.iterator();
    }

    List<Object> sent() {
        return List.copyOf(sent);
    }

    @Override
    public <R> R sendAndWait(Object command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <R> R sendAndWait(Object command, long timeout, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <C, R> void send(C command, CommandCallback<? super C, ? super R> callback) {
        sent.add(command);
        callback.onResult(GenericCommandMessage.asCommandMessage(command), (CommandResultMessage<? extends R>) result());
    }

    private CommandResultMessage<?> result() {
        try {
            return new GenericCommandResultMessage<>(replies.next().get(), Map.of(PositionedCommandBus.POSITION, POSITION));
        } catch (RuntimeException e) {
            return new GenericCommandResultMessage<>(e);
        }
    }

    @Override
    public <R> CompletableFuture<R> send(Object command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Registration registerDispatchInterceptor(MessageDispatchInterceptor<? super CommandMessage<?>> interceptor) {
        throw new UnsupportedOperationException();
    }
}
