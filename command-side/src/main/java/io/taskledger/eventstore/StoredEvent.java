package io.taskledger.eventstore;

import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A row of the event table, or of the snapshots'.
 *
 * @param position its number in the order of all events, from 1; 0 for a snapshot
 * @param type of its aggregate; null where the event is no aggregate's
 */
record StoredEvent(
        long position,
        String aggregateIdentifier,
        long sequenceNumber,
        String eventIdentifier,
        @Nullable String type,
        Instant timestamp,
        String payloadType,
        @Nullable String payloadRevision,
        String payload,
        String metaData)
        implements DomainEventData<String> {

    /**
     * An event, or a snapshot, that is to be stored. One that is no aggregate's is the only one of a stream that nobody else has.
     * Its time is cut to microseconds, which is what PostgreSQL keeps.
     */
    static StoredEvent of(EventMessage<?> message, Serializer serializer) {
        DomainEventMessage<?> ofAggregate = message instanceof DomainEventMessage<?> event ? event : null;
        SerializedObject<String> payload = message.serializePayload(serializer, String.class);
        return new StoredEvent(
                0,
                ofAggregate == null ? message.getIdentifier() : ofAggregate.getAggregateIdentifier(),
                ofAggregate == null ? 0 : ofAggregate.getSequenceNumber(),
                message.getIdentifier(),
                ofAggregate == null ? null : ofAggregate.getType(),
                message.getTimestamp().truncatedTo(ChronoUnit.MICROS),
                payload.getType().getName(),
                payload.getType().getRevision(),
                payload.getData(),
                message.serializeMetaData(serializer, String.class).getData());
    }

    /** As Axon takes in an event with its position. */
    TrackedEventData<String> tracked() {
        var token = new GlobalSequenceTrackingToken(position);
        return type == null ? new OfNoAggregate(token, this) : new TrackedDomainEventData<>(token, this);
    }

    @Override
    public @Nullable String getType() {
        return type;
    }

    @Override
    public String getAggregateIdentifier() {
        return aggregateIdentifier;
    }

    @Override
    public long getSequenceNumber() {
        return sequenceNumber;
    }

    @Override
    public String getEventIdentifier() {
        return eventIdentifier;
    }

    @Override
    public Instant getTimestamp() {
        return timestamp;
    }

    @Override
    public SerializedObject<String> getMetaData() {
        return new SerializedMetaData<>(metaData, String.class);
    }

    @Override
    public SerializedObject<String> getPayload() {
        return new SimpleSerializedObject<>(payload, String.class, payloadType, payloadRevision);
    }

    private record OfNoAggregate(TrackingToken trackingToken, StoredEvent event) implements TrackedEventData<String> {

        @Override
        public String getEventIdentifier() {
            return event.eventIdentifier;
        }

        @Override
        public Instant getTimestamp() {
            return event.timestamp;
        }

        @Override
        public SerializedObject<String> getMetaData() {
            return event.getMetaData();
        }

        @Override
        public SerializedObject<String> getPayload() {
            return event.getPayload();
        }
    }
}
