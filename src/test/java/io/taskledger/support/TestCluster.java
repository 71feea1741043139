package io.taskledger.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL of a test's own, which it may stop, kill and start again on the same data and port. */
public final class TestCluster implements AutoCloseable {

    private final Path data;
    private final String[] settings;
    private EmbeddedPostgres postgres;

    /** @param settings names and values in turn */
    public TestCluster(Path data, String... settings) throws IOException {
        this.data = data;
        this.settings = settings;
        postgres = start(0);
    }

    private EmbeddedPostgres start(int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setLocaleConfig("locale", "C")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on");
        for (int i = 0; i < settings.length; i += 2) {
            builder.setServerConfig(settings[i], settings[i + 1]);
        }
        return builder.start();
    }

    public int port() {
        return postgres.getPort();
    }

    /** As {@code DATABASE_URL} takes it. */
    public String url() {
        return "jdbc:postgresql://localhost:" + port() + "/postgres?user=postgres";
    }

    /** Stops it as {@code pg_ctl -m immediate} does: nothing is finished, nothing written. */
    public void killImmediately() throws IOException, InterruptedException {
        long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
        new ProcessBuilder("kill", "-QUIT", String.valueOf(pid)).start().waitFor();
        ProcessHandle.of(pid).ifPresent(postmaster -> postmaster.onExit().orTimeout(1, TimeUnit.MINUTES).join());
        postgres.close(); // so that its lock is free
    }

    /** Has one of its processes die, as of a lack of memory: PostgreSQL ends all others, recovers, and goes on by itself. */
    public void killBackend() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet pid = statement.executeQuery("select pg_backend_pid()")) {
            pid.next();
            ProcessHandle.of(pid.getLong(1)).orElseThrow().destroyForcibly();
        }
    }

    public void startAgain() throws IOException {
        postgres = start(postgres.getPort());
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
