package io.taskledger.eventstore;

import org.jspecify.annotations.Nullable;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what there is of one aggregate, in the caller's transaction if there is one: its events in pages, so that long histories fit into memory. */
final class AggregateEvents {

    /** Most aggregates fit into one page, and are read by one statement. */
    static final int PAGE = 500;

    private static final String EVENTS = """
            select global_index, %s
            from domain_event_entry
            where aggregate_identifier = ? and sequence_number >= ? and type is not null
            order by sequence_number
            limit %d
            """.formatted(EventRows.COLUMNS, PAGE);

    /** The snapshot, if there is one, has position 0 and comes first. */
    private static final String SNAPSHOT_AND_EVENTS = """
            select 0::bigint as global_index, %1$s, %3$s as epoch
            from snapshot_event_entry
            where aggregate_identifier = ?
            union all
            (
                select global_index, %1$s, %3$s
                from domain_event_entry
                where aggregate_identifier = ? and type is not null and sequence_number > coalesce(
                    (select sequence_number from snapshot_event_entry where aggregate_identifier = ?), -1)
                order by sequence_number
                limit %2$d
            )
            order by sequence_number
            """.formatted(EventRows.COLUMNS, PAGE, EventRows.EPOCH);

    private static final int EPOCH_COLUMN = 11;

    private static final String SNAPSHOT = """
            select 0::bigint, %s
            from snapshot_event_entry
            where aggregate_identifier = ?
            """.formatted(EventRows.COLUMNS);

    private static final String LAST_SEQUENCE_NUMBER = """
            select max(sequence_number) from domain_event_entry where aggregate_identifier = ? and type is not null
            """;

    private final EventDatabase database;

    AggregateEvents(EventDatabase database) {
        this.database = database;
    }

    /** Its events from a version on; pages after the first are read as the stream is. */
    Stream<StoredEvent> from(String aggregate, long firstSequenceNumber) {
        return followedByPages(aggregate, page(aggregate, firstSequenceNumber));
    }

    /** Its snapshot and the events after it, in one round trip where they fit into a page; and the epoch that holds as they are read. */
    Loaded load(String aggregate) {
        List<StoredEvent> rows = new ArrayList<>();
        String epoch = query(SNAPSHOT_AND_EVENTS, statement -> {
            statement.setString(1, aggregate);
            statement.setString(2, aggregate);
            statement.setString(3, aggregate);
        }, row -> {
            String name = null;
            while (row.next()) {
                rows.add(EventRows.row(row));
                name = row.getString(EPOCH_COLUMN);
            }
            return Optional.ofNullable(name);
        }).orElse(null);
        boolean fromSnapshot = !rows.isEmpty() && rows.getFirst().position() == 0;
        return new Loaded(
                fromSnapshot ? rows.getFirst() : null,
                followedByPages(aggregate, fromSnapshot ? rows.subList(1, rows.size()) : rows),
                epoch);
    }

    @Nullable StoredEvent snapshot(String aggregate) {
        List<StoredEvent> rows = query(SNAPSHOT, statement -> statement.setString(1, aggregate));
        return rows.isEmpty() ? null : rows.getFirst();
    }

    private Stream<StoredEvent> followedByPages(String aggregate, List<StoredEvent> first) {
        return Stream.iterate(
                        first,
                        page -> !page.isEmpty(),
                        page -> page.size() < PAGE ? List.of() : page(aggregate, page.getLast().sequenceNumber() + 1))
                .flatMap(List::stream);
    }

    private List<StoredEvent> page(String aggregate, long firstSequenceNumber) {
        return query(EVENTS, statement -> {
            statement.setString(1, aggregate);
            statement.setLong(2, firstSequenceNumber);
        });
    }

    Optional<Long> lastSequenceNumber(String aggregate) {
        return query(LAST_SEQUENCE_NUMBER, statement -> statement.setString(1, aggregate), row -> {
            row.next();
            return Optional.ofNullable(row.getObject(1, Long.class));
        });
    }

    private List<StoredEvent> query(String sql, Binding binding) {
        return query(sql, binding, EventRows::read);
    }

    private <T> T query(String sql, Binding binding, Reading<T> reading) {
        return database.readInCallersTransaction("reading an aggregate", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(database.bounds().asStatement(connection) + sql)) {
                binding.bind(statement);
                return reading.read(TransactionBounds.resultAfter(statement));
            }
        });
    }

    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private interface Reading<T> {
        T read(ResultSet rows) throws SQLException;
    }

    /**
     * What there is of an aggregate.
     *
     * @param snapshot its state at some version, if one was stored; the events are those after it
     * @param epoch the name of the epoch; null where there is nothing of the aggregate
     */
    record Loaded(@Nullable StoredEvent snapshot, Stream<StoredEvent> events, @Nullable String epoch) {}
}
