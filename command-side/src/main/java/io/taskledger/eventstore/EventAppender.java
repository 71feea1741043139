package io.taskledger.eventstore;

import org.jspecify.annotations.Nullable;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Writes the events of one commit, or of several, in one statement: of each commit all of them, or none. It looks before it
 * writes: where a version is taken already no position is drawn, so that no reader meets a hole.
 */
final class EventAppender {

    /** The usual case, which costs PostgreSQL half of what the other does. */
    private static final String APPEND_ONE = """
            insert into domain_event_entry (%1$s)
            select *
            from (values (?::text, ?::bigint, ?::text, ?::text, ?::timestamptz, ?::text, ?::text, ?::jsonb, ?::jsonb)) as event (%1$s)
            where not exists (
                select from domain_event_entry as stored
                where stored.aggregate_identifier = event.aggregate_identifier and stored.sequence_number = event.sequence_number
            )
            returning aggregate_identifier, sequence_number, global_index
            """.formatted(EventRows.COLUMNS);

    private static final String APPEND_ALL = """
            with event as materialized (
                select *
                from unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[])
                    with ordinality as event (%1$s, commit, place)
            ), conflict as materialized (
                select event.commit
                from event, lateral (
                    select from domain_event_entry as stored
                    where stored.aggregate_identifier = event.aggregate_identifier and stored.sequence_number = event.sequence_number
                    offset 0
                ) as taken
            )
            insert into domain_event_entry (%1$s)
            select aggregate_identifier, sequence_number, event_identifier, type, time_stamp,
                payload_type, payload_revision, payload::jsonb, meta_data::jsonb
            from event
            where commit not in (select commit from conflict)
            order by place
            returning aggregate_identifier, sequence_number, global_index
            """.formatted(EventRows.COLUMNS);

    private final TransactionBounds bounds;

    EventAppender(TransactionBounds bounds) {
        this.bounds = bounds;
    }

    /** @return of each commit the position of its last event, or nothing where a version is taken */
    List<OptionalLong> append(Connection connection, List<List<StoredEvent>> commits) throws SQLException {
        boolean one = commits.size() == 1 && commits.getFirst().size() == 1;
        Map<Version, Long> positions = one ? appendOne(connection, commits.getFirst().getFirst()) : appendAll(connection, commits);
        return commits.stream().map(commit -> position(positions.get(Version.of(commit.getLast())))).toList();
    }

    private static OptionalLong position(@Nullable Long position) {
        return position == null ? OptionalLong.empty() : OptionalLong.of(position);
    }

    private Map<Version, Long> appendOne(Connection connection, StoredEvent row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(bounds.asStatement(connection) + APPEND_ONE)) {
            statement.setString(1, row.aggregateIdentifier());
            statement.setLong(2, row.sequenceNumber());
            statement.setString(3, row.eventIdentifier());
            statement.setString(4, row.type());
            statement.setString(5, row.timestamp().toString());
            statement.setString(6, row.payloadType());
            statement.setString(7, row.payloadRevision());
            statement.setString(8, row.payload());
            statement.setString(9, row.metaData());
            return positions(TransactionBounds.resultAfter(statement));
        }
    }

    private Map<Version, Long> appendAll(Connection connection, List<List<StoredEvent>> commits) throws SQLException {
        List<StoredEvent> rows = commits.stream().flatMap(List::stream).toList();
        try (PreparedStatement statement = connection.prepareStatement(bounds.asStatement(connection) + APPEND_ALL)) {
            statement.setArray(1, array(connection, "text", rows, StoredEvent::aggregateIdentifier));
            statement.setArray(2, array(connection, "bigint", rows, StoredEvent::sequenceNumber));
            statement.setArray(3, array(connection, "text", rows, StoredEvent::eventIdentifier));
            statement.setArray(4, array(connection, "text", rows, StoredEvent::type));
            statement.setArray(5, array(connection, "timestamptz", rows, row -> row.timestamp().toString()));
            statement.setArray(6, array(connection, "text", rows, StoredEvent::payloadType));
            statement.setArray(7, array(connection, "text", rows, StoredEvent::payloadRevision));
            statement.setArray(8, array(connection, "text", rows, StoredEvent::payload));
            statement.setArray(9, array(connection, "text", rows, StoredEvent::metaData));
            statement.setArray(10, connection.createArrayOf("int", commitOfEach(commits)));
            return positions(TransactionBounds.resultAfter(statement));
        }
    }

    private static Array array(Connection connection, String type, List<StoredEvent> rows, Function<StoredEvent, @Nullable Object> column)
            throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(column).toArray());
    }

    private static Object[] commitOfEach(List<List<StoredEvent>> commits) {
        return IntStream.range(0, commits.size())
                .boxed()
                .flatMap(commit -> commits.get(commit).stream().map(_ -> commit))
                .toArray();
    }

    private static Map<Version, Long> positions(ResultSet appended) throws SQLException {
        Map<Version, Long> positions = new HashMap<>();
        while (appended.next()) {
            positions.put(new Version(appended.getString(1), appended.getLong(2)), appended.getLong(3));
        }
        return positions;
    }

    private record Version(String aggregateIdentifier, long sequenceNumber) {

        static Version of(StoredEvent event) {
            return new Version(event.aggregateIdentifier(), event.sequenceNumber());
        }
    }
}
