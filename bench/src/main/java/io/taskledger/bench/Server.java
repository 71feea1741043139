package io.taskledger.bench;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A PostgreSQL with an empty event store in a database of its own: a private one, or that which {@code DATABASE_URL} names. What a
 * run has made and started is gone when the JVM ends, however that comes about.
 */
final class Server implements AutoCloseable {

    private static final String NAME = "event_store_bench_" + ProcessHandle.current().pid();
    private static final List<String> SHOWN =
            List.of("server_version", "fsync", "synchronous_commit", "shared_buffers", "max_wal_size", "max_connections");

    private final @Nullable PrivatePostgres owned;
    private final Database entered;
    private boolean closed;

    /** Whether the JVM is ending, so that whatever fails now fails because of that. */
    private static volatile boolean ending;

    private Server(@Nullable PrivatePostgres owned, Database entered) {
        this.owned = owned;
        this.entered = entered;
    }

    /** @param limit after which the run is given up */
    static Server start(Duration limit) throws IOException, SQLException {
        Server server = startEmpty(limit);
        server.database().migrate();
        return server;
    }

    /** The same, but that its database has no event store yet. */
    static Server startEmpty(Duration limit) throws IOException, SQLException {
        TimeLimit.set(limit);
        return begin(enter(System.getenv().getOrDefault("DATABASE_URL", "")));
    }

    private static Server begin(Server server) throws SQLException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ending = true;
            server.close();
        }));
        server.entered.execute("create database " + NAME);
        server.describe();
        return server;
    }

    /** The same on a private PostgreSQL, whatever {@code DATABASE_URL} says. */
    static Server startPrivate(Duration limit) throws IOException, SQLException {
        TimeLimit.set(limit);
        return begin(enter(""));
    }

    private static Server enter(String url) throws IOException {
        if (!url.isBlank()) {
            return new Server(null, Database.parse(url));
        }
        PrivatePostgres owned = PrivatePostgres.prepare();
        return new Server(owned, owned.start());
    }

    Database database() {
        return entered.named(NAME);
    }

    static boolean isEnding() {
        return ending;
    }

    /** Another database on the same server, which is empty, and goes with the private server that this is. */
    Database create(String name) throws SQLException {
        entered.execute("create database " + name);
        return entered.named(name);
    }

    /** A folder for whatever else the run needs, which goes with it. */
    Path folder() {
        return privately().folder();
    }

    /** All processes of PostgreSQL. */
    ProcessTree processes() throws IOException {
        return privately().processes();
    }

    private PrivatePostgres privately() {
        return Objects.requireNonNull(owned, "It is another's server");
    }

    private void describe() throws SQLException {
        System.out.printf("PostgreSQL and all programs on %d cores", Runtime.getRuntime().availableProcessors());
        for (String setting : SHOWN) {
            System.out.printf(", %s %s", setting, database().query("show " + setting));
        }
        System.out.printf("; Java %s%n", Runtime.version());
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        if (owned != null) {
            owned.stop();
            return;
        }
        try {
            entered.execute("drop database if exists " + NAME + " with (force)");
        } catch (SQLException e) {
            throw new IllegalStateException("The database " + NAME + " could not be dropped", e);
        }
    }
}
