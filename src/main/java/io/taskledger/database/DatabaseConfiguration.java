package io.taskledger.database;

import com.zaxxer.hikari.HikariDataSource;
import io.taskledger.StartupRefused;
import io.taskledger.eventstore.DirectConnection;
import io.taskledger.idle.DatabaseUse;
import io.taskledger.idle.WakingConnections;
import io.taskledger.kernel.BackgroundWork;
import io.taskledger.kernel.Heartbeats;
import io.taskledger.query.caller.CallerDatabase;
import io.taskledger.query.projection.MaintenanceDatabase;
import io.taskledger.query.projection.Projection;
import io.taskledger.query.projection.ProjectionMigration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jpa.EntityManagerFactoryBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * The pools of connections, and who makes transactions on them: Spring's manager of plain JDBC for projections, keyed commands and the
 * sweep of keys; none for queries, of which each is a transaction of its own.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseConfiguration.class);

    private static final String URL = "DATABASE_URL";
    private static final String DIRECT_URL = "DATABASE_DIRECT_URL";

    /** Of several hosts; a standby can't be written to, and doesn't know who writes. */
    private static final String PRIMARY = "primary";

    private static final int OLDEST_MAJOR_VERSION = 15;

    /** How long a start waits for a server that says nothing: one that sleeps is woken by it. */
    private static final int PATIENCE_AT_START_SECONDS = 30;

    /** A server that has vanished says nothing at all. Longer than any statement of a command, a query or a projection may take. */
    private static final int LONGEST_SILENCE_SECONDS = 10;

    private static final int LONGEST_CONNECT_SECONDS = 3;
    private static final int LONGEST_LOGIN_SECONDS = 5;
    private static final int LONGEST_VALIDATION_MILLIS = 2_000;

    /** One question on the connection that there is, and one on a new one. */
    private static final Duration LONGEST_WATCH_ROUND = Duration.ofSeconds(20);

    /** For how long the driver remembers which of several hosts is the primary. */
    private static final int PRIMARY_KNOWN_SECONDS = 2;

    private static final String QUERIES = "io.taskledger.query";

    private static final String LONGEST_QUERY = "taskledger.database.longest-query";
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(5);
    private static final Duration SHORTEST_LIMIT = Duration.ofMillis(100);
    private static final Duration LONGEST_LIMIT = Duration.ofSeconds(8);

    @Bean
    @Conditional(NoDatabaseNamed.class)
    LocalDatabase localDatabase(Environment environment) {
        String named = environment.getProperty("TASKLEDGER_DATA", "");
        Path folder = named.isBlank() ? userDataDirectory() : Path.of(named).toAbsolutePath().normalize();
        boolean joined = environment.getProperty("taskledger.database.joined", Boolean.class, false);
        return joined ? JoinedDatabase.joinOrStart(folder) : EmbeddedDatabase.start(folder);
    }

    @Bean
    DatabaseUrl databaseUrl(Environment environment, ObjectProvider<LocalDatabase> local) {
        String named = named(environment, URL);
        if (named == null) {
            return local.getObject().url();
        }
        DatabaseUrl url = DatabaseUrl.parse(URL, named);
        List<String> ignored = url.parameters().ignored();
        if (!ignored.isEmpty()) {
            LOG.info("Parameters of {} that mean nothing to this service are ignored: {}", URL, ignored);
        }
        return url;
    }

    @Bean
    HikariDataSource connectionPool(DatabaseUrl url, Environment environment) {
        requirePostgres(named(environment, URL) == null ? "TASKLEDGER_DATA" : URL, url, () -> connect(url));
        var pool = new HikariDataSource();
        pool.setPoolName("postgresql");
        pool.setJdbcUrl(url.jdbcUrl());
        pool.setUsername(url.user());
        pool.setPassword(url.password());
        pool.setAutoCommit(false);
        pool.setMaximumPoolSize(CallerDatabase.mostConnections(environment));
        pool.setConnectionTimeout(5_000);
        pool.setInitializationFailTimeout(-1);
        pool.addDataSourceProperty("ApplicationName", "task-ledger");
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("logServerErrorDetail", "false"); // the detail holds values of a row
        pool.addDataSourceProperty("socketTimeout", String.valueOf(LONGEST_SILENCE_SECONDS));
        giveUpSoon(pool);
        pool.setExceptionOverride(new DeadConnections(pool));
        return pool;
    }

    /** On a server that says nothing; an address that leads to the next primary is tried again soon. */
    private static void giveUpSoon(HikariDataSource pool) {
        pool.setValidationTimeout(LONGEST_VALIDATION_MILLIS);
        pool.addDataSourceProperty("connectTimeout", String.valueOf(LONGEST_CONNECT_SECONDS));
        pool.addDataSourceProperty("loginTimeout", String.valueOf(LONGEST_LOGIN_SECONDS));
        pool.addDataSourceProperty("targetServerType", PRIMARY);
        pool.addDataSourceProperty("hostRecheckSeconds", String.valueOf(PRIMARY_KNOWN_SECONDS));
    }

    @Bean
    ConnectionWatch connectionWatch(HikariDataSource pool, DatabaseUrl url, Heartbeats heartbeats) {
        return watch(pool, url, heartbeats);
    }

    private static ConnectionWatch watch(HikariDataSource pool, DatabaseUrl url, Heartbeats heartbeats) {
        Properties properties = givingUp(LONGEST_LOGIN_SECONDS);
        properties.setProperty("socketTimeout", String.valueOf(LONGEST_CONNECT_SECONDS));
        properties.setProperty("ApplicationName", "task-ledger watch");
        return new ConnectionWatch(
                pool,
                new ServerProbe(() -> connect(url, properties)),
                heartbeats.of("watch of " + pool.getPoolName(), LONGEST_WATCH_ROUND));
    }

    /** A few connections for what takes long, or makes others wait: they come when they are needed, and go. */
    @Bean
    MaintenancePool maintenancePool(DatabaseUrl url, Environment environment, Heartbeats heartbeats) {
        DatabaseUrl direct = directUrl(url, environment);
        var pool = new HikariDataSource();
        pool.setPoolName("postgresql-maintenance");
        pool.setJdbcUrl(direct.jdbcUrl());
        pool.setUsername(direct.user());
        pool.setPassword(direct.password());
        pool.setMaximumPoolSize(8);
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(30_000);
        pool.setConnectionTimeout(5_000);
        pool.setInitializationFailTimeout(-1);
        pool.addDataSourceProperty("ApplicationName", "task-ledger maintenance");
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("logServerErrorDetail", "false");
        giveUpSoon(pool);
        pool.setExceptionOverride(new DeadConnections(pool));
        return new MaintenancePool(pool, watch(pool, direct, heartbeats));
    }

    @Bean
    MaintenanceDatabase maintenanceDatabase(MaintenancePool pool, DatabaseUse use) {
        return new MaintenanceDatabase(new WakingConnections(pool.watch.connections(), use));
    }

    @Bean
    BackgroundWork pooledConnections(HikariDataSource pool, MaintenancePool maintenance) {
        return new PooledConnections(pool, maintenance.connections);
    }

    /** Not itself a {@link DataSource}, of which the application has one. */
    record MaintenancePool(HikariDataSource connections, ConnectionWatch watch) implements AutoCloseable {

        @Override
        public void close() {
            watch.close();
            connections.close();
        }
    }

    /** Takes a connection at its first statement: commands that wait for each other on one task keep none from other users. */
    @Bean
    @Primary
    DataSource dataSource(ConnectionWatch watch, DatabaseUse use) {
        return new LazyConnectionDataSourceProxy(new WakingConnections(watch.connections(), use));
    }

    /** Of the loops that ask the database, now and then or all the time. */
    @Bean
    Heartbeats heartbeats() {
        return new Heartbeats();
    }

    /** Migrations go round the pool, whose connections give up on a statement that takes long. Projections bring their tables. */
    @Bean
    FlywayConfigurationCustomizer migrateDirectly(DatabaseUrl url, Environment environment, List<Projection<?>> projections) {
        DatabaseUrl direct = directUrl(url, environment);
        ProjectionMigration[] tables = projections.stream().map(ProjectionMigration::new).toArray(ProjectionMigration[]::new);
        return flyway -> {
            flyway.javaMigrations(tables);
            flyway.callbacks(new MigrationTimeouts(), new ReaderRole(projections, () -> connect(direct), () -> connect(url)));
            flyway.ignoreMigrationPatterns("*:future", "repeatable:missing"); // those of a newer release, beside which this one runs
            if (!direct.equals(url)) {
                requirePostgres(DIRECT_URL, direct, () -> connect(direct));
            }
            flyway.dataSource(direct.jdbcUrl(), direct.user(), direct.password());
        };
    }

    /** The command line migrates nothing. */
    @Bean
    @Profile("!command-line")
    FlywayMigrationStrategy patientMigration() {
        return new PatientMigration();
    }

    /** For who listens for notifications, which takes a connection for good: it goes round the pool, and round a pooler. */
    @Bean
    DirectConnection directConnection(DatabaseUrl url, Environment environment) {
        DatabaseUrl direct = directUrl(url, environment);
        Properties properties = givingUp(LONGEST_LOGIN_SECONDS);
        properties.setProperty("socketTimeout", String.valueOf(LONGEST_SILENCE_SECONDS));
        properties.setProperty("ApplicationName", "task-ledger listener");
        properties.setProperty("tcpKeepAlive", "true");
        return () -> connect(direct, properties);
    }

    private static DatabaseUrl directUrl(DatabaseUrl url, Environment environment) {
        String named = named(environment, DIRECT_URL);
        return named == null ? url : DatabaseUrl.parse(DIRECT_URL, named);
    }

    /** The same pool, as queries have it. */
    @Bean
    CallerDatabase callerDatabase(DataSource dataSource, Environment environment) {
        return new CallerDatabase(dataSource, longestQuery(environment));
    }

    private static Duration longestQuery(Environment environment) {
        Duration longest = environment.getProperty(LONGEST_QUERY, Duration.class, USUAL_LIMIT); // a variable may be set to nothing
        if (longest.compareTo(SHORTEST_LIMIT) < 0 || longest.compareTo(LONGEST_LIMIT) > 0) {
            throw new StartupRefused(
                    "%s is %s ms.".formatted(LONGEST_QUERY, longest.toMillis()),
                    "It has to be from 100ms to 8s: after 10 s without an answer the connection is given up, and the query has to end before that.");
        }
        return longest;
    }

    /** Queries alone go through JPA, and they are asked over HTTP; without transactions of Spring's, since each query is one of its own. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication
    static class Queries {

        @Bean
        LocalContainerEntityManagerFactoryBean entityManagerFactory(EntityManagerFactoryBuilder builder, CallerDatabase database) {
            return builder.dataSource(database.connections()).packages(QUERIES).build();
        }
    }

    @Bean
    JdbcTransactionManager eventTransactionManager(DataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }

    interface Connecting {
        Connection connect() throws SQLException;
    }

    private static Connection connect(DatabaseUrl url) throws SQLException {
        return connect(url, givingUp(PATIENCE_AT_START_SECONDS));
    }

    /** Properties of a connection that gives up on a server which says nothing for so long. */
    private static Properties givingUp(int seconds) {
        var properties = new Properties();
        properties.setProperty("connectTimeout", String.valueOf(Math.max(LONGEST_CONNECT_SECONDS, seconds / 3)));
        properties.setProperty("loginTimeout", String.valueOf(seconds));
        properties.setProperty("socketTimeout", String.valueOf(seconds));
        return properties;
    }

    private static Connection connect(DatabaseUrl url, Properties more) throws SQLException {
        var properties = new Properties();
        properties.setProperty("targetServerType", PRIMARY);
        properties.setProperty("hostRecheckSeconds", String.valueOf(PRIMARY_KNOWN_SECONDS));
        properties.putAll(more);
        if (url.user() != null) {
            properties.setProperty("user", url.user());
        }
        if (url.password() != null) {
            properties.setProperty("password", url.password());
        }
        return DriverManager.getConnection(url.jdbcUrl(), properties);
    }

    private static void requirePostgres(String variable, DatabaseUrl url, Connecting connecting) {
        try (Connection connection = connecting.connect()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST_MAJOR_VERSION) {
                throw new StartupRefused(
                        "The database is PostgreSQL " + version + ".", "Task Ledger needs PostgreSQL " + OLDEST_MAJOR_VERSION + " or later.");
            }
        } catch (SQLException e) {
            throw new StartupRefused(
                    "PostgreSQL can't be used at " + url + ": " + reason(e),
                    url.parameters().expectsFileOfRoots()
                            ? "Add sslrootcert=system to " + variable + " to trust the certificate authorities that the JVM trusts,"
                                    + " or name a file of them by sslrootcert."
                            : "Check " + variable + ", and that the server runs and lets us in.");
        }
    }

    /**
     * The pool says only that it has no connection, and the driver that it could not connect.
     * What PostgreSQL or the resolver said is the cause of that.
     */
    private static String reason(Throwable e) {
        return switch (e.getCause()) {
            case SQLException cause -> reason(cause);
            case UnknownHostException cause -> "There is no host by the name " + cause.getMessage() + ".";
            case null, default -> String.valueOf(e.getMessage());
        };
    }

    private static Path userDataDirectory() {
        return UserDataDirectory.forTaskLedger(System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System.getenv());
    }

    private static @Nullable String named(Environment environment, String variable) {
        String value = environment.getProperty(variable, "");
        return value.isBlank() ? null : value.strip();
    }

    static final class NoDatabaseNamed implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return named(context.getEnvironment(), URL) == null;
        }
    }
}
