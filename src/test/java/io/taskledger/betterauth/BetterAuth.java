package io.taskledger.betterauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.taskledger.support.NodePackages;
import io.taskledger.support.TestPostgres;
import io.taskledger.support.Tokens;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A real Better Auth, one for all tests of a run, in a database that it shares with a service. Its secret is {@link Tokens#SECRET}.
 * It ends with this process, whatever ends that: it reads from a pipe that we hold.
 */
final class BetterAuth {

    /** What the lock of {@code src/test/better-auth} names. */
    static final NodePackages PACKAGES = NodePackages.installed("Better Auth", 18, Path.of("test", "better-auth"));

    private final String database;
    private final Process process;
    private final String url;

    private BetterAuth(String database, Process process, String url) {
        this.database = database;
        this.process = process;
        this.url = url;
    }

    static BetterAuth running() {
        return Holder.RUNNING;
    }

    private static final class Holder {
        static final BetterAuth RUNNING = start();
    }

    private static BetterAuth start() {
        String database = TestPostgres.newDatabase();
        File log = PACKAGES.folder().resolve("server.log").toFile();
        var builder = new ProcessBuilder("node", "server.mjs").directory(PACKAGES.folder().toFile()).redirectError(log);
        builder.environment().put("DATABASE_URL", database.substring("jdbc:".length()));
        builder.environment().put("BETTER_AUTH_SECRET", Tokens.SECRET);
        try {
            Process process = builder.start();
            String url = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
            if (url == null) {
                throw new IllegalStateException(Files.readString(log.toPath()));
            }
            return new BetterAuth(database, process, url);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its origin, which is also the {@code iss} and {@code aud} of its tokens. */
    String url() {
        if (!process.isAlive()) {
            throw new IllegalStateException("Better Auth has ended with " + process.exitValue());
        }
        return url;
    }

    /** As {@code DATABASE_URL} takes it. */
    String database() {
        return database;
    }

    /** What its operator does by hand. */
    void change(String sql, String... parameters) {
        try (Connection connection = DriverManager.getConnection(database); PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            if (statement.executeUpdate() == 0) {
                throw new IllegalStateException("nothing to change: " + sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
