package io.taskledger.eventstore;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.serialization.Serializer;

import java.sql.PreparedStatement;
import java.time.ZoneOffset;

/** Writes snapshots of aggregates: of each the latest. */
final class SnapshotTable {

    private static final String STORE = """
            insert into snapshot_event_entry (%s)
            values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)
            on conflict (aggregate_identifier) do update
            set sequence_number = excluded.sequence_number, event_identifier = excluded.event_identifier, type = excluded.type,
                time_stamp = excluded.time_stamp, payload_type = excluded.payload_type, payload_revision = excluded.payload_revision,
                payload = excluded.payload, meta_data = excluded.meta_data
            where snapshot_event_entry.sequence_number <= excluded.sequence_number
            """.formatted(EventRows.COLUMNS);

    private final EventDatabase database;
    private final Serializer serializer;

    SnapshotTable(EventDatabase database, Serializer serializer) {
        this.database = database;
        this.serializer = serializer;
    }

    void store(DomainEventMessage<?> snapshot) {
        StoredEvent row = StoredEvent.of(snapshot, serializer);
        database.inCallersTransaction("storing a snapshot", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(database.bounds().asStatement(connection) + STORE)) {
                statement.setString(1, row.aggregateIdentifier());
                statement.setLong(2, row.sequenceNumber());
                statement.setString(3, row.eventIdentifier());
                statement.setString(4, row.type());
                statement.setObject(5, row.timestamp().atOffset(ZoneOffset.UTC));
                statement.setString(6, row.payloadType());
                statement.setString(7, row.payloadRevision());
                statement.setString(8, row.payload());
                statement.setString(9, row.metaData());
                return statement.execute();
            }
        });
    }
}
