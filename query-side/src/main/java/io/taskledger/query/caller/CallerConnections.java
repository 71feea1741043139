package io.taskledger.query.caller;

import io.taskledger.query.projection.RowSecurity;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Connections that become the reader's, for the caller, before the first statement of each transaction: in one round trip, which begins the
 * transaction, too; a statement must not be kept from one transaction to the next. From then on PostgreSQL ends a statement that takes
 * longer than a query may. It takes role, caller and time-out back when the transaction ends, so that nothing of it is left on a pooled
 * connection, by whomever it is pooled.
 */
final class CallerConnections extends DelegatingDataSource {

    private static final String EPOCH = "epoch";

    /**
     * Reads the name of the event store's epoch as well, still as the login role. The lock that a reader has on its table until the transaction
     * ends keeps a new epoch from beginning before that. A statement locks its tables before it is executed: so another statement sets the
     * time-out for that lock first.
     */
    private static final String ENTER = "select set_config('lock_timeout', '%s', true);\n".formatted(RowSecurity.LONGEST_LOCK)
            + RowSecurity.ENTER + ", (select name from event_store_epoch) as " + EPOCH;

    /** In milliseconds, as PostgreSQL's {@code statement_timeout} takes it. */
    private final String longestQuery;

    CallerConnections(DataSource connections, Duration longestQuery) {
        super(connections);
        this.longestQuery = Long.toString(longestQuery.toMillis());
    }

    @Override
    public Connection getConnection() throws SQLException {
        return entering(super.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return entering(super.getConnection(username, password));
    }

    private Connection entering(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        return (Connection) Proxy.newProxyInstance(
                CallerConnections.class.getClassLoader(), new Class<?>[] {Connection.class}, new Entering(connection));
    }

    private final class Entering implements InvocationHandler {

        private final Connection connection;
        private boolean entered;
        private boolean epochRead;

        Entering(Connection connection) {
            this.connection = connection;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            switch (method.getName()) {
                case "createStatement", "prepareStatement", "prepareCall" -> enter();
                case "commit", "rollback" -> {
                    entered = false; // to a savepoint, too: it may be older
                    epochRead &= arguments != null; // the transaction goes on, and the reader may not read the epoch
                }
                case "setAutoCommit" -> {
                    return null; // Hibernate wants to look at the schema so; a statement without a transaction would be the login role's
                }
                default -> {}
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        }

        private void enter() throws SQLException {
            if (entered) {
                return;
            }
            try (PreparedStatement statement = connection.prepareStatement(epochRead ? RowSecurity.ENTER : ENTER)) {
                statement.setString(1, CallerDatabase.ENTRY.isBound() ? CallerDatabase.ENTRY.get().caller().value() : "");
                statement.setString(2, longestQuery);
                statement.execute();
                if (!epochRead && statement.getMoreResults()) {
                    ResultSet row = statement.getResultSet();
                    row.next();
                    keep(row.getString(EPOCH));
                }
            }
            entered = true;
            epochRead = true;
        }

        private static void keep(@Nullable String epoch) {
            if (epoch != null && CallerDatabase.ENTRY.isBound()) {
                CallerDatabase.ENTRY.get().epoch().set(epoch);
            }
        }
    }
}
