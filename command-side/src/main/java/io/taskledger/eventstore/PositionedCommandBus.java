package io.taskledger.eventstore;

import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

import java.util.HashMap;
import java.util.Map;

/**
 * A command bus that says, in the metadata of a command's result, at which position its last event stands: the one that it
 * appended, or where it appended none, the last that it decided by. Whoever waits for it has waited for the command. It says, too, in which epoch
 * that was.
 */
public final class PositionedCommandBus extends SimpleCommandBus {

    /** The position, a {@link Long}. Left out where the command neither read nor appended an event. */
    public static final String POSITION = "position";

    /** The name of the epoch, a {@link String}, empty for the first. Left out as the position is. */
    public static final String EPOCH = "epoch";

    /** @param builder with its settings, but not yet built */
    public PositionedCommandBus(Builder builder) {
        super(builder);
    }

    @Override
    protected <C, R> void handle(
            CommandMessage<C> command, MessageHandler<? super CommandMessage<?>> handler, CommandCallback<? super C, ? super R> callback) {
        var position = new Position();
        super.<C, R>handle(
                command,
                message -> {
                    CurrentUnitOfWork.get().afterCommit(position::takeFrom);
                    return handler.handle(message);
                },
                (handled, result) -> callback.onResult(handled, result.andMetaData(position.metaData)));
    }

    /** Known between the commit and the answer. */
    private static final class Position {

        Map<String, Object> metaData = Map.of();

        void takeFrom(UnitOfWork<?> work) {
            Map<String, Object> known = new HashMap<>();
            PostgresEventStorageEngine.lastPosition(work).ifPresent(last -> known.put(POSITION, last));
            PostgresEventStorageEngine.epoch(work).ifPresent(epoch -> known.put(EPOCH, epoch));
            metaData = known;
        }
    }
}
