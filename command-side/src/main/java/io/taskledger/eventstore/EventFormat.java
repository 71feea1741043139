package io.taskledger.eventstore;

import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;

/**
 * How events are written, and read again by later releases.
 *
 * @param serializer to JSON and back
 * @param upcasters make of older revisions what the serializer reads
 * @param snapshots which snapshots may still be used
 */
public record EventFormat(Serializer serializer, EventUpcaster upcasters, SnapshotFilter snapshots) {

    public static EventFormat of(Serializer serializer) {
        return new EventFormat(serializer, NoOpEventUpcaster.INSTANCE, SnapshotFilter.allowAll());
    }

    public EventFormat with(EventUpcaster chain) {
        return new EventFormat(serializer, chain, snapshots);
    }
}
