package io.taskledger.query.projection;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

import javax.sql.DataSource;

/**
 * The database on connections that requests don't share: whoever uses them may run statements that take minutes, and may hold a
 * lock for which every other connection waits.
 */
public final class MaintenanceDatabase {

    private final DataSource connections;
    private final JdbcTemplate statements;
    private final TransactionOperations transaction;

    /** @param connections a few; without a limit to the time that a statement takes */
    public MaintenanceDatabase(DataSource connections) {
        this.connections = connections;
        statements = new JdbcTemplate(connections);
        transaction = new TransactionTemplate(new BoundedTransactions(connections, TransactionTimeouts.MAINTENANCE));
    }

    /** In a thread that is in a transaction of this, its connection: whoever holds a lock that all wait for must not wait for another. */
    public DataSource connections() {
        return new TransactionAwareDataSourceProxy(connections);
    }

    /** In the transaction that the thread is in; otherwise each commits by itself. */
    public JdbcTemplate statements() {
        return statements;
    }

    public JdbcClient client() {
        return JdbcClient.create(statements);
    }

    /**
     * Transactions that PostgreSQL ends where they wait for a lock for over three seconds, or do nothing for over two: its locks are in
     * others' way.
     */
    public TransactionOperations transaction() {
        return transaction;
    }
}
