package io.taskledger.query.projection;

import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Transactions that begin with {@link TransactionTimeouts}. */
final class BoundedTransactions extends JdbcTransactionManager {

    private static final long serialVersionUID = 1L;

    private final String timeouts;

    BoundedTransactions(DataSource connections, TransactionTimeouts timeouts) {
        super(connections);
        this.timeouts = timeouts.sql();
    }

    @Override
    protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition) throws SQLException {
        super.prepareTransactionalConnection(connection, definition);
        try (Statement statement = connection.createStatement()) {
            statement.execute(timeouts);
        }
    }
}
