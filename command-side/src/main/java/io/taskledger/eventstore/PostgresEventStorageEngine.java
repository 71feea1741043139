package io.taskledger.eventstore;

import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.JdbcUtils;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Events in the table {@code domain_event_entry}, payload and metadata as jsonb, times as timestamptz. Appends all events
 * of a commit in one statement. Reading is Axon's own, which orders events by number and remembers gaps: a reader
 * may pass an event that commits more than {@value #GAP_TIMEOUT_MILLIS} ms after the one behind it was made, by that one's clock, or
 * 10,000 numbers late.
 */
public final class PostgresEventStorageEngine extends JdbcEventStorageEngine {

    private static final int GAP_TIMEOUT_MILLIS = 60_000;
    private static final String UNIQUE_VIOLATION = "23505";

    private static final EventSchema SCHEMA = EventSchema.builder()
            .eventTable("domain_event_entry")
            .globalIndexColumn("global_index")
            .aggregateIdentifierColumn("aggregate_identifier")
            .sequenceNumberColumn("sequence_number")
            .eventIdentifierColumn("event_identifier")
            .typeColumn("type")
            .timestampColumn("time_stamp")
            .payloadTypeColumn("payload_type")
            .payloadRevisionColumn("payload_revision")
            .payloadColumn("payload")
            .metaDataColumn("meta_data")
            .build();

    private static final String APPEND = """
            insert into domain_event_entry (aggregate_identifier, sequence_number, event_identifier, type, time_stamp,
                payload_type, payload_revision, payload, meta_data)
            select aggregate_identifier, sequence_number, event_identifier, type, time_stamp,
                payload_type, payload_revision, payload::jsonb, meta_data::jsonb
            from unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[])
                with ordinality as event (aggregate_identifier, sequence_number, event_identifier, type, time_stamp,
                    payload_type, payload_revision, payload, meta_data, place)
            order by place
            """;

    private static final String FIRST_SINCE = """
            select min(global_index) - 1 from domain_event_entry where time_stamp >= ?
            """;

    private final ConnectionProvider connections;
    private final TransactionManager transactions;

    public PostgresEventStorageEngine(ConnectionProvider connections, TransactionManager transactions, Serializer serializer) {
        super(builder()
                .connectionProvider(connections)
                .transactionManager(transactions)
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .schema(SCHEMA)
                .dataType(String.class)
                .gapTimeout(GAP_TIMEOUT_MILLIS)
                .createTokenAt((connection, _, at) -> firstSince(connection, at))
                .persistenceExceptionResolver(uniqueViolation()));
        this.connections = connections;
        this.transactions = transactions;
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (!events.isEmpty()) {
            transactions.executeInTransaction(() -> insert(events.stream().map(event -> row(event, serializer)).toList(), events.getFirst()));
        }
    }

    private void insert(List<Row> rows, EventMessage<?> first) {
        try {
            Connection connection = connections.getConnection();
            try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
                statement.setArray(1, array(connection, "text", rows, Row::aggregateIdentifier));
                statement.setArray(2, array(connection, "bigint", rows, Row::sequenceNumber));
                statement.setArray(3, array(connection, "text", rows, Row::eventIdentifier));
                statement.setArray(4, array(connection, "text", rows, Row::type));
                statement.setArray(5, array(connection, "timestamptz", rows, row -> row.timestamp().toString()));
                statement.setArray(6, array(connection, "text", rows, Row::payloadType));
                statement.setArray(7, array(connection, "text", rows, Row::payloadRevision));
                statement.setArray(8, array(connection, "text", rows, Row::payload));
                statement.setArray(9, array(connection, "text", rows, Row::metaData));
                statement.executeUpdate();
            } finally {
                JdbcUtils.closeQuietly(connection);
            }
        } catch (SQLException e) {
            handlePersistenceException(e, first);
        }
    }

    private static Array array(Connection connection, String type, List<Row> rows, Function<Row, @Nullable Object> column)
            throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(column).toArray());
    }

    private static Row row(EventMessage<?> message, Serializer serializer) {
        if (!(message instanceof DomainEventMessage<?> event)) {
            throw new IllegalArgumentException("only events of aggregates are stored, not " + message.getPayloadType());
        }
        SerializedObject<String> payload = event.serializePayload(serializer, String.class);
        return new Row(
                event.getAggregateIdentifier(),
                event.getSequenceNumber(),
                event.getIdentifier(),
                event.getType(),
                event.getTimestamp(),
                payload.getType().getName(),
                payload.getType().getRevision(),
                payload.getData(),
                event.serializeMetaData(serializer, String.class).getData());
    }

    private record Row(
            String aggregateIdentifier,
            long sequenceNumber,
            String eventIdentifier,
            String type,
            Instant timestamp,
            String payloadType,
            @Nullable String payloadRevision,
            String payload,
            String metaData) {}

    /** A page that isn't full is the last: one round trip loads a task. */
    @Override
    protected boolean fetchForAggregateUntilEmpty() {
        return false;
    }

    /** There are no snapshots, so there is nothing to ask for. */
    @Override
    protected Stream<? extends DomainEventData<?>> readSnapshotData(String aggregateIdentifier) {
        return Stream.empty();
    }

    /** As text: of an Instant, Axon keeps milliseconds only. */
    @Override
    protected Object readTimeStamp(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant().toString();
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as inherited; the type is String, the dataType given above
    protected <T> T readPayload(ResultSet row, String column) throws SQLException {
        return (T) row.getString(column);
    }

    private static PreparedStatement firstSince(Connection connection, Instant at) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(FIRST_SINCE);
        statement.setObject(1, at.atOffset(ZoneOffset.UTC));
        return statement;
    }

    private static PersistenceExceptionResolver uniqueViolation() {
        return exception -> exception instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState());
    }
}
