package io.taskledger.eventstore;

import org.axonframework.eventsourcing.eventstore.EventStoreException;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The table {@code domain_event_entry} on a primary server. */
final class PostgresEventTable implements EventTable {

    private static final String AFTER = """
            select global_index, %s
            from domain_event_entry
            where global_index > ?
            order by global_index
            limit ?
            """.formatted(EventRows.COLUMNS);

    private static final String LAST_BEFORE_HOLE = """
            select case (select min(global_index) from domain_event_entry where global_index > from_position)
                when from_position + 1 then (
                    select position
                    from (
                        select global_index as position, lead(global_index) over (order by global_index) as next
                        from domain_event_entry
                        where global_index > from_position
                    ) as neighbours
                    where next is null or next > position + 1
                    order by position
                    limit 1
                )
                else from_position
            end
            from (values (?::bigint)) as start (from_position)
            """;

    /** Differs on another server, after a restart or a restore, in another table, and when positions are drawn anew. */
    private static final String INCARNATION = """
            concat_ws(' ', extract(epoch from pg_postmaster_start_time()), (select oid from pg_database where datname = current_database()),
                'domain_event_entry'::regclass::oid, pg_relation_filenode(pg_get_serial_sequence('domain_event_entry', 'global_index')::regclass),
                (select epoch from event_store_epoch))""";

    private static final String WHO = """
            select pg_is_in_recovery(), %s
            """.formatted(INCARNATION);

    /** The lock is asked for by name: a vacuum holds stronger ones for long, and whoever inserts holds this one beside any other. */
    private static final String LOOK = """
            select pg_is_in_recovery(),
                (select seqcache from pg_sequence where seqrelid = pg_get_serial_sequence('domain_event_entry', 'global_index')::regclass),
                coalesce(pg_sequence_last_value(pg_get_serial_sequence('domain_event_entry', 'global_index')::regclass), 0),
                %s,
                (select coalesce(max(global_index), 0) from domain_event_entry),
                array_agg(virtualtransaction) filter (where virtualtransaction is not null),
                coalesce(bool_or(pid is null), false)
            from pg_locks
            where locktype = 'relation'
                and database = (select oid from pg_database where datname = current_database())
                and relation = 'domain_event_entry'::regclass
                and mode = 'RowExclusiveLock'
                and granted
            """.formatted(INCARNATION);

    private static final String LAST_BEFORE = """
            select min(global_index) - 1 from domain_event_entry where time_stamp >= ?
            """;

    private static final String EPOCH = """
            select epoch from event_store_epoch
            """;

    private final EventDatabase database;

    PostgresEventTable(EventDatabase database) {
        this.database = database;
    }

    @Override
    public Page after(long position, int limit, long decided) {
        return database.readByItself("reading events", connection -> {
            List<StoredEvent> events = query(connection, AFTER, statement -> {
                statement.setLong(1, position);
                statement.setInt(2, limit);
            }, EventRows::read);
            // on the same connection, so that the same server answers
            return new Page(events, hasHole(position, events, decided) ? query(connection, WHO, _ -> {}, PostgresEventTable::primary) : "");
        });
    }

    private static boolean hasHole(long position, List<StoredEvent> events, long decided) {
        long previous = position;
        for (StoredEvent event : events) {
            if (event.position() > previous + 1) {
                return previous < decided;
            }
            previous = event.position();
        }
        return false;
    }

    private static String primary(ResultSet row) throws SQLException {
        row.next();
        requirePrimary(row);
        return row.getString(2);
    }

    private static void requirePrimary(ResultSet row) throws SQLException {
        if (row.getBoolean(1)) {
            throw new EventStoreException("This PostgreSQL is a standby, which does not show who writes: events are read from the primary.");
        }
    }

    @Override
    public long lastBeforeHole(long from) {
        return query("looking for a hole", LAST_BEFORE_HOLE, statement -> statement.setLong(1, from), PostgresEventTable::number);
    }

    @Override
    public Look look() {
        return query("looking who writes", LOOK, _ -> {}, PostgresEventTable::look);
    }

    /** The position before the first event of the time or later, if there is one. Reads the whole table. */
    OptionalLong lastBefore(Instant time) {
        return query("looking for a time", LAST_BEFORE, statement -> statement.setObject(1, time.atOffset(ZoneOffset.UTC)), row -> {
            long position = number(row);
            return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(position);
        });
    }

    UUID epochId() {
        return query("reading the epoch", EPOCH, _ -> {}, row -> {
            row.next();
            return row.getObject(1, UUID.class);
        });
    }

    private static Look look(ResultSet row) throws SQLException {
        row.next();
        requirePrimary(row);
        if (row.getLong(2) != 1) {
            throw new EventStoreException("The sequence of domain_event_entry.global_index hands out numbers in advance, so that their"
                    + " order means nothing: alter table domain_event_entry alter column global_index set cache 1");
        }
        if (row.getLong(5) > row.getLong(3)) {
            throw new EventStoreException("Event %d was written with a position that the sequence has yet to hand out, and will hand out again: "
                    .formatted(row.getLong(5))
                    + "select setval(pg_get_serial_sequence('domain_event_entry', 'global_index'), max(global_index)) from domain_event_entry");
        }
        Set<String> writers = row.getArray(6) == null
                ? Set.of()
                : Arrays.stream((String[]) row.getArray(6).getArray()).collect(Collectors.toUnmodifiableSet());
        return new Look(row.getString(4), row.getLong(5), writers, row.getBoolean(7));
    }

    private static long number(ResultSet row) throws SQLException {
        row.next();
        return row.getLong(1);
    }

    private <T> T query(String doing, String sql, Binding binding, Reading<T> reading) {
        return database.readByItself(doing, connection -> query(connection, sql, binding, reading));
    }

    /** In one round trip with its bounds. They may take the snapshot that the statement then has: it is no older than the round trip. */
    private <T> T query(Connection connection, String sql, Binding binding, Reading<T> reading) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(database.bounds().asStatement(connection) + sql)) {
            binding.bind(statement);
            try (ResultSet rows = TransactionBounds.resultAfter(statement)) {
                return reading.read(rows);
            }
        }
    }

    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private interface Reading<T> {
        T read(ResultSet rows) throws SQLException;
    }
}
