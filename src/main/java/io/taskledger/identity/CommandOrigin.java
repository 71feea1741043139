package io.taskledger.identity;

import io.taskledger.kernel.EventMetaData;
import io.taskledger.request.RequestIds;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Writes on every command who sent it and by which request: the one place where a caller becomes an actor. */
public final class CommandOrigin implements MessageDispatchInterceptor<CommandMessage<?>> {

    @Override
    public BiFunction<Integer, CommandMessage<?>, CommandMessage<?>> handle(List<? extends CommandMessage<?>> commands) {
        Map<String, String> origin = Map.of(
                EventMetaData.ACTOR, CallerToken.current().user().value(),
                EventMetaData.REQUEST_ID, RequestIds.current());
        return (_, command) -> command.andMetaData(origin);
    }
}
