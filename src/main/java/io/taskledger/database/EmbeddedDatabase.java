package io.taskledger.database;

import io.taskledger.OutOfMemory;
import io.taskledger.StartupRefused;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A PostgreSQL of our own, as durable as any, that keeps its data between runs. One service at a time has it; where the
 * last one was killed, its PostgreSQL is shut down first, cleanly.
 */
final class EmbeddedDatabase implements LocalDatabase {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private static final String USER = "postgres";
    private static final String DATABASE = "taskledger";

    /** Long enough to recover from a crash. */
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    private final DataFolder folder;
    private final EmbeddedPostgres postgres;
    private final Runnable endedByItself;

    private EmbeddedDatabase(DataFolder folder, EmbeddedPostgres postgres) throws IOException {
        this.folder = folder;
        this.postgres = postgres;
        endedByItself = OrphanedPostgres.find(folder.postgres()).map(process -> OutOfMemory.before(process::destroy)).orElse(() -> {});
    }

    /**
     * Starts the PostgreSQL that keeps its data in the folder, made where it isn't there.
     *
     * @throws StartupRefused where another service has it, or the data is of another major version
     */
    static EmbeddedDatabase start(Path path) {
        DataFolder folder = DataFolder.open(path);
        try {
            OrphanedPostgres.stop(folder.postgres());
            OrphanedPostgres.forgetReusedProcess(folder.postgres());
            EmbeddedPostgres postgres = builder(folder).start();
            try {
                return new EmbeddedDatabase(folder, postgres).completed();
            } catch (IOException | SQLException | RuntimeException e) {
                postgres.close();
                throw e;
            }
        } catch (IOException | SQLException e) {
            giveUp(folder);
            throw new StartupRefused(
                    "The embedded PostgreSQL in " + folder.path() + " does not start: " + e.getMessage(),
                    "Its log is in " + folder.postgres().resolve("log") + ". Or name a PostgreSQL of your own by DATABASE_URL.", e);
        } catch (RuntimeException e) {
            giveUp(folder);
            throw e;
        }
    }

    private EmbeddedDatabase completed() throws SQLException, IOException {
        createDatabase();
        folder.markInitialized();
        log.info("PostgreSQL keeps its data in {}. To look into it: {}", folder.path(), psql());
        return this;
    }

    /** Leaves no server behind, however far the start came, and a folder that can be copied. */
    private static void giveUp(DataFolder folder) {
        try (folder) {
            OrphanedPostgres.stop(folder.postgres());
            folder.markStopped();
        } catch (IOException e) {
            log.warn("A PostgreSQL may still run on {}", folder.postgres(), e);
        }
    }

    @Override
    public DatabaseUrl url() {
        return url(postgres.getPort(), folder.password());
    }

    /** Of one that runs at the port, in this process or another. */
    static DatabaseUrl url(int port, String password) {
        return new DatabaseUrl("jdbc:postgresql://localhost:" + port + "/" + DATABASE, USER, password);
    }

    @Override
    public void close() {
        endedByItself.run();
        try (folder) {
            postgres.close();
            folder.markStopped();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedPostgres.Builder builder(DataFolder folder) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.postgres())
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(folder.binaries().toFile())
                .setPgBinaryResolver(new OwnPrograms())
                .setRegisterShutdownHook(false)
                .setPort(folder.port())
                .setPGStartupWait(START_TIMEOUT)
                .setConnectConfig("password", folder.password())
                // for initdb: whoever connects needs the password, and text is compared the same on every machine
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", folder.passwordFile().toString())
                .setLocaleConfig("locale", "C")
                // made for tests, it would be fast and lose data
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("unix_socket_directories", "")
                // a week of logs, in the data directory: a pipe to a service that is killed would break
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_filename", "postgresql-%a.log")
                .setServerConfig("log_rotation_age", "1d")
                .setServerConfig("log_truncate_on_rotation", "on");
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            if (!exists(statement)) {
                statement.execute("create database " + DATABASE);
            }
        }
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
            return found.next();
        }
    }

    private String psql() {
        return "PGPASSWORD=$(cat '" + folder.passwordFile() + "') psql -h localhost -p " + postgres.getPort() + " -U " + USER + " " + DATABASE;
    }

    /**
     * The library remembers unpacked programs by this object. A new one for each database has them unpacked into that database's own
     * folder.
     */
    private static final class OwnPrograms implements PgBinaryResolver {

        @Override
        public InputStream getPgBinary(String system, String machine) throws IOException {
            return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
        }
    }
}
