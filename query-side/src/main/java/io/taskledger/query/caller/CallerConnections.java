package io.taskledger.query.caller;

import org.springframework.jdbc.datasource.DelegatingDataSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Connections on which each query is a transaction of its own, as the reader, for the caller, in one round trip: {@link QueryText} has the
 * parts. PostgreSQL ends a statement that takes longer than a query may, and takes role, caller and time-outs back when the transaction
 * ends, so that nothing of them is left on a pooled connection, by whomever it is pooled.
 *
 * <p>Auto-commit is off: the driver then begins an explicit transaction, which holds the role for all parts of the text, also where the
 * driver has PostgreSQL answer between two of them. With auto-commit on, the parts are one transaction only as long as it does not, and
 * what comes after would run as the login role, which is shown the rows of all users.
 */
final class CallerConnections extends DelegatingDataSource {

    /** In milliseconds, as PostgreSQL's {@code statement_timeout} takes it. */
    private final String longestQuery;

    CallerConnections(DataSource connections, Duration longestQuery) {
        super(connections);
        this.longestQuery = Long.toString(longestQuery.toMillis());
    }

    @Override
    public Connection getConnection() throws SQLException {
        return of(super.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return of(super.getConnection(username, password));
    }

    private Connection of(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        return CallerConnection.of(connection, longestQuery);
    }
}
