package io.taskledger.eventstore;

import org.axonframework.eventhandling.TrackedEventMessage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Reads stored events a page at a time, for who folds them in bulk. It waits for nothing: positions up to which it is asked have
 * to be decided, as those are that a consumer has been delivered, or {@link #head} names. Events that are no aggregate's are left out.
 */
public final class EventScan {

    private static final String BY_AGGREGATE = """
            select global_index, %s
            from domain_event_entry
            where (aggregate_identifier, sequence_number) > (?, ?) and global_index <= ? and type is not null
            order by aggregate_identifier, sequence_number
            limit ?
            """.formatted(EventRows.COLUMNS);

    private static final String OF_AGGREGATE = """
            select global_index, %s
            from domain_event_entry
            where aggregate_identifier = ? and sequence_number > ? and global_index <= ? and type is not null
            order by sequence_number
            limit ?
            """.formatted(EventRows.COLUMNS);

    private static final String BY_POSITION = """
            select global_index, %s
            from domain_event_entry
            where global_index > ? and global_index <= ? and type is not null
            order by global_index
            limit ?
            """.formatted(EventRows.COLUMNS);

    /** A page is a thousand events, which a slow disk may have in a thousand places. */
    private static final TransactionBounds BOUNDS =
            new TransactionBounds(Duration.ofSeconds(3), Duration.ofMinutes(1), Duration.ofSeconds(2), Duration.ofMinutes(1));

    private final PostgresEventStorageEngine engine;
    private final DataSource connections;

    /** @param connections to the same database, which may be others than those that commands use */
    public EventScan(PostgresEventStorageEngine engine, DataSource connections) {
        this.engine = engine;
        this.connections = connections;
    }

    /** Within which a position means the same event. */
    public UUID epochId() {
        return engine.epochId();
    }

    /** The position of the last event that was committed, as a store of this process saw it at its last look; 0 before the first. */
    public long last() {
        return engine.highWater().last();
    }

    /** The position up to which every event can be delivered now. */
    public long head() {
        return engine.createHeadToken().position().orElseThrow();
    }

    /**
     * Aggregate by aggregate, each from its first event to its last, in some order of the aggregates that stays the same.
     *
     * @param aggregate where the page before ended, empty for the first
     * @param sequenceNumber of its last event
     * @param upTo leaves out what is at a later position
     */
    public List<? extends TrackedEventMessage<?>> byAggregate(String aggregate, long sequenceNumber, long upTo, int limit) {
        return read(BY_AGGREGATE, statement -> {
            statement.setString(1, aggregate);
            statement.setLong(2, sequenceNumber);
            statement.setLong(3, upTo);
            statement.setInt(4, limit);
        });
    }

    /** One aggregate's events after a version. */
    public List<? extends TrackedEventMessage<?>> ofAggregate(String aggregate, long sequenceNumber, long upTo, int limit) {
        return read(OF_AGGREGATE, statement -> {
            statement.setString(1, aggregate);
            statement.setLong(2, sequenceNumber);
            statement.setLong(3, upTo);
            statement.setInt(4, limit);
        });
    }

    /** In the order of positions, which begin after the first. */
    public List<? extends TrackedEventMessage<?>> byPosition(long after, long upTo, int limit) {
        return read(BY_POSITION, statement -> {
            statement.setLong(1, after);
            statement.setLong(2, upTo);
            statement.setInt(3, limit);
        });
    }

    /** Once more, on another connection, where the first was dead. */
    private List<? extends TrackedEventMessage<?>> read(String sql, Parameters parameters) {
        try {
            return SecondAttempt.ifConnectionDied(() -> readOnce(sql, parameters));
        } catch (SQLException e) {
            throw EventStoreFailures.failure("reading events", e);
        }
    }

    private List<? extends TrackedEventMessage<?>> readOnce(String sql, Parameters parameters) throws SQLException {
        try (Connection connection = connections.getConnection()) {
            return connection.getAutoCommit()
                    ? read(connection, BOUNDS.asStatement(connection) + sql, parameters, TransactionBounds::resultAfter)
                    : read(connection, sql, parameters, PreparedStatement::executeQuery); // in a transaction, which has bounds of its own
        }
    }

    private List<? extends TrackedEventMessage<?>> read(Connection connection, String sql, Parameters parameters, Execution execution)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.set(statement);
            try (ResultSet found = execution.of(statement)) {
                return engine.trackedEvents(EventRows.read(found).stream()).toList();
            }
        }
    }

    private interface Execution {
        ResultSet of(PreparedStatement statement) throws SQLException;
    }

    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }
}
