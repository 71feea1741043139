package io.taskledger.database;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** A pool that knows which of its connections are in use, and since when. */
final class WatchedConnections extends DelegatingDataSource {

    private final Set<InUse> inUse = ConcurrentHashMap.newKeySet();

    WatchedConnections(DataSource pool) {
        super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return watched(super.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return watched(super.getConnection(username, password));
    }

    private Connection watched(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                WatchedConnections.class.getClassLoader(), new Class<?>[] {Connection.class}, new InUse(connection));
    }

    List<InUse> inUseFor(Duration time) {
        return inUse.stream().filter(connection -> connection.age() > time.toNanos()).toList();
    }

    /** From the time it was taken from the pool until it is closed. */
    final class InUse implements InvocationHandler {

        private final Connection connection;
        private final long since = System.nanoTime();

        private InUse(Connection connection) {
            this.connection = connection;
            inUse.add(this);
        }

        /** In nanoseconds. */
        long age() {
            return System.nanoTime() - since;
        }

        /** The process id of its session, if no pooler is between. */
        int session() throws SQLException {
            return connection.unwrap(PGConnection.class).getBackendPID();
        }

        /** Whoever waits for an answer on it fails at once. */
        void abort() throws SQLException {
            connection.abort(task -> Thread.ofVirtual().start(task));
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // which is what equality of such a connection is
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            switch (method.getName()) {
                case "close" -> inUse.remove(this);
                case "equals" -> {
                    return arguments != null && proxy == arguments[0];
                }
                case "hashCode" -> {
                    return System.identityHashCode(proxy);
                }
                default -> {}
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        }
    }
}
