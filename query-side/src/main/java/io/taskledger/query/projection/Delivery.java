package io.taskledger.query.projection;

import io.taskledger.kernel.EventMetaData;
import io.taskledger.kernel.TaskEvent;
import io.taskledger.query.projection.RecordedEvent.Origin;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * An event of a task as the store hands it over. Where and whose it is can be told of every one; what it says, only when it is
 * asked for.
 *
 * @param origin what it came of, which can be told where the event can't be read
 * @param event fails where what is stored can't be read
 */
public record Delivery(long position, UUID task, long version, Supplier<Origin> origin, Supplier<RecordedEvent> event) {

    private static final String TASK = "Task";

    /** Of an event that the store delivered; nothing where it is of no task. */
    public static Optional<Delivery> of(EventMessage<?> message) {
        return message instanceof DomainEventMessage<?> event && event.getType().equals(TASK) && message instanceof TrackedEventMessage<?> tracked
                ? task(event.getAggregateIdentifier()).map(task -> of(event, task, tracked.trackingToken().position().orElseThrow()))
                : Optional.empty();
    }

    private static Delivery of(DomainEventMessage<?> event, UUID task, long position) {
        Supplier<Origin> origin = () -> new Origin(text(event, EventMetaData.ACTOR), text(event, EventMetaData.REQUEST_ID));
        return new Delivery(position, task, event.getSequenceNumber(), origin, () -> new RecordedEvent(
                position,
                UUID.fromString(event.getIdentifier()),
                event.getSequenceNumber(),
                event.getTimestamp(),
                origin,
                (TaskEvent) event.getPayload()));
    }

    /** Whoever writes into the table by hand can name an aggregate as they like; a task's name is a UUID. */
    private static Optional<UUID> task(String aggregate) {
        try {
            return Optional.of(UUID.fromString(aggregate));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static @Nullable String text(EventMessage<?> event, String name) {
        return event.getMetaData().get(name) instanceof String text ? text : null;
    }
}
