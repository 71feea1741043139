package io.taskledger.query.caller;

import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import javax.sql.DataSource;

/**
 * The database as queries have it: it shows them the rows of the caller of their {@link CallerTransaction}, and outside of one no rows at
 * all. Whatever is asked through it, by JPA or by plain JDBC, is asked as a role that can do nothing else.
 */
public final class CallerDatabase {

    /** Bound for the length of a question. */
    static final ScopedValue<Entry> ENTRY = ScopedValue.newInstance();

    /** Those of the pool, where no setting says otherwise. */
    private static final int CONNECTIONS = 16;

    private final DataSource connections;
    private final Duration longestQuery;
    private final JdbcClient client;

    /**
     * Questions to the database.
     *
     * @param connections of a role that may become the reader
     * @param longestQuery what PostgreSQL may take for a query before it ends it
     */
    public CallerDatabase(DataSource connections, Duration longestQuery) {
        this.connections = new CallerConnections(connections, longestQuery);
        this.longestQuery = longestQuery;
        client = JdbcClient.create(this.connections);
    }

    /** How many connections the pool of an instance has at most: for queries and all else. */
    public static int mostConnections(Environment environment) {
        return environment.getProperty("taskledger.database.connections", Integer.class, CONNECTIONS);
    }

    public DataSource connections() {
        return connections;
    }

    Duration longestQuery() {
        return longestQuery;
    }

    public JdbcClient client() {
        return client;
    }
}
