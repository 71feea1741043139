package io.taskledger.support;

import static org.awaitility.Awaitility.await;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/** Somebody at the database, beside the service. */
public final class Session implements AutoCloseable {

    private final Connection connection;

    private Session(Connection connection) {
        this.connection = connection;
    }

    /** @param url as {@code DATABASE_URL} takes it */
    public static Session on(String url) {
        try {
            return new Session(DriverManager.getConnection(url));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public void run(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public long number(String sql) {
        return Long.parseLong(String.valueOf(value(sql)));
    }

    private @Nullable String value(String sql) {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What has been said on the channels that it listens on. */
    public List<String> heard() {
        run("select");
        try {
            PGNotification[] heard = connection.unwrap(PGConnection.class).getNotifications();
            return heard == null ? List.of() : Arrays.stream(heard).map(PGNotification::getParameter).toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps others from writing to the table until {@link #letGo()}. */
    public void hold(String table) {
        run("begin");
        run("lock table " + table + " in share mode");
    }

    public void letGo() {
        run("commit");
    }

    /** Waits until so many others wait for what it holds. */
    public void awaitWaiting(int sessions) {
        await().until(() -> number("select count(*) from pg_stat_activity where pg_backend_pid() = any (pg_blocking_pids(pid))") == sessions);
    }

    /** Ends the connections of all who wait for what it holds. */
    public void terminateWaiting() {
        run("select pg_terminate_backend(pid) from pg_stat_activity where pg_backend_pid() = any (pg_blocking_pids(pid))");
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
