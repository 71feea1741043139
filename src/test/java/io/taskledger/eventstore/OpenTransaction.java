package io.taskledger.eventstore;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;

/** A transaction that a test drives by hand, on a connection of its own. */
final class OpenTransaction implements AutoCloseable {

    private static final String HOLD = """
            create or replace function hold() returns trigger language plpgsql as $$
            begin
                perform pg_advisory_xact_lock_shared(4711);
                return new;
            end $$;
            create or replace trigger hold before insert on domain_event_entry
                for each row when (new.type = 'Held') execute function hold()
            """;

    private final Connection connection;

    OpenTransaction(String url) throws SQLException {
        connection = DriverManager.getConnection(url);
        connection.setAutoCommit(false);
    }

    OpenTransaction execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return this;
    }

    String value(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Gets its transaction id now, before it draws a position. */
    OpenTransaction drawId() throws SQLException {
        return execute("select pg_current_xact_id()");
    }

    /** Draws a position and writes an event at it. */
    OpenTransaction append(String text) throws SQLException {
        return append(text, "Note");
    }

    private OpenTransaction append(String text, String type) throws SQLException {
        return execute("""
                insert into domain_event_entry (aggregate_identifier, sequence_number, event_identifier, type, time_stamp, payload_type,
                    payload, meta_data)
                values ('%1$s', 0, '%1$s', '%2$s', now(), 'Noted', '{"text": "%1$s"}', '{}')
                """.formatted(text, type));
    }

    /** Lets {@link #appendHeldBack} be used on the database. */
    static void prepareHolding(EventStoreProcess process) {
        process.transactions.executeWithoutResult(_ -> process.sql.execute(HOLD));
    }

    /** Draws a position now, and is kept from going on, before it has a transaction id, until the holder lets go. */
    CompletableFuture<Void> appendHeldBack(String text, OpenTransaction holder) throws SQLException {
        holder.execute("select pg_advisory_xact_lock(4711)");
        CompletableFuture<Void> appended = CompletableFuture.runAsync(() -> {
            try {
                append(text, "Held");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }, command -> Thread.ofVirtual().start(command));
        await().until(() -> holder.value("select count(*) from pg_locks where locktype = 'advisory' and not granted").equals("1"));
        return appended;
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollBack() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
