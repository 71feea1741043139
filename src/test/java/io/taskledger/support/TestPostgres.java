package io.taskledger.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One real PostgreSQL for all tests of a run: in a container where Docker answers, embedded otherwise. Every caller gets a
 * database of its own in it.
 */
public final class TestPostgres {

    private static final String IMAGE = "postgres:18";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestPostgres() {}

    /** A URL as {@code DATABASE_URL} takes it, of an empty database. */
    public static String newDatabase() {
        String name = "test_" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(Server.JDBC_URL.formatted("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Server.JDBC_URL.formatted(name);
    }

    private static final class Server {

        static final String JDBC_URL = start();

        private static String start() {
            return DockerClientFactory.instance().isDockerAvailable() ? container() : embedded();
        }

        @SuppressWarnings("resource") // Testcontainers removes it when the tests end
        private static String container() {
            var postgres = new PostgreSQLContainer(IMAGE).withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=500");
            postgres.start();
            return "jdbc:postgresql://" + postgres.getHost() + ":" + postgres.getMappedPort(5432) + "/%s?user="
                    + postgres.getUsername() + "&password=" + postgres.getPassword();
        }

        @SuppressWarnings("resource") // ends with this process, by its own shutdown hook
        private static String embedded() {
            try {
                int port = EmbeddedPostgres.builder()
                        .setLocaleConfig("locale", "C")
                        .setServerConfig("max_connections", "500") // each application that a test leaves running has a pool
                        .setServerConfig("synchronous_commit", "on") // or a vacuum right after a commit finds nothing to mark
                        .start()
                        .getPort();
                return "jdbc:postgresql://localhost:" + port + "/%s?user=postgres";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
