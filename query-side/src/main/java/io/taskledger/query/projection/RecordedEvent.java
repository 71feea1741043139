package io.taskledger.query.projection;

import io.taskledger.kernel.TaskEvent;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;

import java.time.Instant;

/**
 * An event as it stands in the store.
 *
 * @param version the task's version after it: 0 for its first event
 * @param at when it happened
 */
public record RecordedEvent(TaskEvent event, long version, Instant at) {

    static RecordedEvent of(EventMessage<?> message) {
        var recorded = (DomainEventMessage<?>) message;
        return new RecordedEvent((TaskEvent) recorded.getPayload(), recorded.getSequenceNumber(), recorded.getTimestamp());
    }
}
