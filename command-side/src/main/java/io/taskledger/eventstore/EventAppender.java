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
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
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
            ) and coalesce(%2$s = ?::text, true)
            returning aggregate_identifier, sequence_number, global_index, %2$s
            """.formatted(EventRows.COLUMNS, EventRows.EPOCH);

    private static final String APPEND_ALL = """
            with event as materialized (
                select *
                from unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[])
                    with ordinality as event (%1$s, commit, epoch, place)
            ), conflict as materialized (
                select event.commit
                from event, lateral (
                    select from domain_event_entry as stored
                    where stored.aggregate_identifier = event.aggregate_identifier and stored.sequence_number = event.sequence_number
                    offset 0
                ) as taken
                union all
                select commit from event where epoch <> %2$s
            )
            insert into domain_event_entry (%1$s)
            select aggregate_identifier, sequence_number, event_identifier, type, time_stamp,
                payload_type, payload_revision, payload::jsonb, meta_data::jsonb
            from event
            where commit not in (select commit from conflict)
            order by place
            returning aggregate_identifier, sequence_number, global_index, %2$s
            """.formatted(EventRows.COLUMNS, EventRows.EPOCH);

    private final TransactionBounds bounds;

    EventAppender(TransactionBounds bounds) {
        this.bounds = bounds;
    }

    /** @return of each commit where it was stored, or nothing where a version is taken, or the epoch is another than the commit's */
    List<Optional<Appended>> append(Connection connection, List<Commit> commits) throws SQLException {
        boolean one = commits.size() == 1 && commits.getFirst().events().size() == 1;
        Map<Version, Appended> stored = one ? appendOne(connection, commits.getFirst()) : appendAll(connection, commits);
        return commits.stream().map(commit -> Optional.ofNullable(stored.get(Version.of(commit.events().getLast())))).toList();
    }

    private Map<Version, Appended> appendOne(Connection connection, Commit commit) throws SQLException {
        StoredEvent row = commit.events().getFirst();
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
            statement.setString(10, commit.epoch());
            return stored(TransactionBounds.resultAfter(statement));
        }
    }

    private Map<Version, Appended> appendAll(Connection connection, List<Commit> commits) throws SQLException {
        List<StoredEvent> rows = commits.stream().flatMap(commit -> commit.events().stream()).toList();
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
            statement.setArray(10, connection.createArrayOf("int", ofEachEvent(commits, commit -> commit)));
            statement.setArray(11, connection.createArrayOf("text", ofEachEvent(commits, commit -> commits.get(commit).epoch())));
            return stored(TransactionBounds.resultAfter(statement));
        }
    }

    private static Array array(Connection connection, String type, List<StoredEvent> rows, Function<StoredEvent, @Nullable Object> column)
            throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(column).toArray());
    }

    /** @param value of a commit, by its number */
    private static @Nullable Object[] ofEachEvent(List<Commit> commits, IntFunction<@Nullable Object> value) {
        return IntStream.range(0, commits.size())
                .boxed()
                .flatMap(commit -> commits.get(commit).events().stream().map(_ -> value.apply(commit)))
                .toArray();
    }

    private static Map<Version, Appended> stored(ResultSet appended) throws SQLException {
        Map<Version, Appended> stored = new HashMap<>();
        while (appended.next()) {
            String epoch = appended.getString(4);
            stored.put(new Version(appended.getString(1), appended.getLong(2)), new Appended(appended.getLong(3), epoch == null ? "" : epoch));
        }
        return stored;
    }

    private record Version(String aggregateIdentifier, long sequenceNumber) {

        static Version of(StoredEvent event) {
            return new Version(event.aggregateIdentifier(), event.sequenceNumber());
        }
    }
}
