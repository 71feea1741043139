package io.taskledger.eventstore;

import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.JdbcUtils;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/**
 * The PostgreSQL that holds the events. All ways lead to the same primary server.
 *
 * @param statements connections for single statements, each of which commits by itself
 * @param inTransaction whether the caller has begun a transaction, which events are then read and appended in
 * @param current the connection of that transaction
 * @param bounds of transactions in which events of aggregates are read or appended
 */
public record EventDatabase(
        DataSource statements, BooleanSupplier inTransaction, ConnectionProvider current, TransactionBounds bounds) {

    /** In the caller's transaction; where there is none, by a statement that commits by itself. */
    <T> T inCallersTransaction(String doing, Work<T> work) {
        if (!inTransaction.getAsBoolean()) {
            return byItself(doing, work);
        }
        try {
            Connection connection = current.getConnection();
            try {
                return work.with(connection);
            } finally {
                JdbcUtils.closeQuietly(connection); // for the caller's, that does nothing
            }
        } catch (SQLException e) {
            throw EventStoreFailures.failure(doing, e);
        }
    }

    /** Reads in the caller's transaction; where there is none, by a statement of its own. */
    <T> T readInCallersTransaction(String doing, Work<T> work) {
        return inTransaction.getAsBoolean() ? inCallersTransaction(doing, work) : readByItself(doing, work);
    }

    /**
     * By statements that commit by themselves, and have snapshots of their own; once more, on another connection, where the first was
     * dead.
     */
    <T> T readByItself(String doing, Work<T> work) {
        try {
            return SecondAttempt.ifConnectionDied(() -> onOwnConnection(work));
        } catch (SQLException e) {
            throw EventStoreFailures.failure(doing, e);
        }
    }

    /** By statements that commit by themselves, and have snapshots of their own, whatever the isolation level. */
    <T> T byItself(String doing, Work<T> work) {
        try {
            return onOwnConnection(work);
        } catch (SQLException e) {
            throw EventStoreFailures.failure(doing, e);
        }
    }

    private <T> T onOwnConnection(Work<T> work) throws SQLException {
        try (Connection connection = statements.getConnection()) {
            connection.setAutoCommit(true);
            return work.with(connection);
        }
    }

    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }
}
