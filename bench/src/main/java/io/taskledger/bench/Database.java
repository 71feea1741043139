package io.taskledger.bench;

import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.PGCopyInputStream;
import org.postgresql.core.BaseConnection;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * A database on a PostgreSQL, and as whom to enter it.
 *
 * @param uri as libpq writes it: {@code postgresql://user:password@host:port/name?parameters}
 */
record Database(URI uri) {

    static Database parse(String url) {
        URI uri = URI.create(url);
        if (uri.getHost() == null || uri.getRawUserInfo() == null || !("" + uri.getScheme()).startsWith("postgres")) {
            throw new IllegalArgumentException("DATABASE_URL is to be postgresql://user:password@host:5432/database");
        }
        return new Database(uri);
    }

    /** Another one on the same server. */
    Database named(String name) {
        return new Database(URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + "/" + name + parameters()));
    }

    String name() {
        return uri.getPath().substring(1);
    }

    /** For the command line, where others see it. */
    String uriWithoutPassword() {
        return uri.toString().replaceFirst(":[^:@/]*@", "@");
    }

    private String parameters() {
        return uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    }

    private String jdbcUrl() {
        return "jdbc:postgresql://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + uri.getRawPath() + parameters();
    }

    private String user() {
        return uri.getUserInfo().split(":", 2)[0];
    }

    @Nullable String password() {
        String[] parts = uri.getUserInfo().split(":", 2);
        return parts.length > 1 ? parts[1] : null;
    }

    /** A connection of its own, which commits each statement. */
    Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user());
        String password = password();
        if (password != null) {
            properties.setProperty("password", password);
        }
        return DriverManager.getConnection(jdbcUrl(), properties);
    }

    /** A pool as the service has it, but for its size. */
    HikariDataSource pool(int connections, String schema) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(jdbcUrl());
        pool.setUsername(user());
        pool.setPassword(password());
        pool.addDataSourceProperty("currentSchema", schema); // set for each transaction, it would be rolled back with one
        pool.setAutoCommit(false);
        pool.setMaximumPoolSize(connections);
        return pool;
    }

    void migrate() {
        Flyway.configure().dataSource(jdbcUrl(), user(), password()).load().migrate();
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Copies all rows of a table into an empty table of the same name with the same columns. */
    void copy(String table, Database to) throws SQLException, IOException {
        try (Connection source = connect();
                Connection target = to.connect();
                var rows = new PGCopyInputStream(source.unwrap(PGConnection.class), "copy " + table + " to stdout")) {
            new CopyManager(target.unwrap(BaseConnection.class)).copyIn("copy " + table + " from stdin", rows);
        }
    }

    String query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
