package io.taskledger.bench;

import com.zaxxer.hikari.HikariDataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What LISTEN and NOTIFY alone can do: an insert that notifies, and a listener that reads each row it is notified of. */
final class NotifyAlone implements AutoCloseable {

    private static final String INSERT = """
            with event as (%s returning global_index)
            select global_index::text, pg_notify('yardstick', global_index::text) from event
            """.formatted(Yardstick.insert("yardstick.domain_event_entry", Yardstick.RANDOM_ID));

    private static final String READ = """
            select event_identifier, payload, meta_data from yardstick.domain_event_entry where global_index = ?
            """;

    private final HikariDataSource pool;
    private final Connection listener;
    private final Map<String, Long> committed = new ConcurrentHashMap<>();
    private final Map<String, Long> seen = new ConcurrentHashMap<>();

    NotifyAlone(Database database, int connections) throws SQLException {
        pool = database.pool(connections, "public");
        listener = database.connect();
        try (Statement statement = listener.createStatement()) {
            statement.execute("listen yardstick");
        }
        Thread.ofPlatform().daemon().name("listener").start(this::listen);
    }

    void once() throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT);
                ResultSet row = insert.executeQuery()) {
            row.next();
            String position = row.getString(1);
            connection.commit();
            committed.put(position, WallClock.nanos());
        }
    }

    private void listen() {
        try (PreparedStatement read = listener.prepareStatement(READ)) {
            PGConnection ears = listener.unwrap(PGConnection.class);
            while (true) {
                for (PGNotification heard : ears.getNotifications(0)) {
                    read.setLong(1, Long.parseLong(heard.getParameter()));
                    try (ResultSet row = read.executeQuery()) {
                        row.next();
                        var _ = row.getString(2);
                        seen.put(heard.getParameter(), WallClock.nanos());
                    }
                }
            }
        } catch (SQLException e) {
            if (!pool.isClosed()) {
                throw new IllegalStateException(e);
            }
        }
    }

    Map<String, Long> committed() {
        return committed;
    }

    /** Once all that was committed has come. */
    Map<String, Long> seenAll() throws InterruptedException {
        while (!seen.keySet().containsAll(committed.keySet())) {
            Thread.sleep(10);
        }
        return seen;
    }

    @Override
    public void close() throws SQLException {
        pool.close();
        listener.abort(Runnable::run);
    }
}
