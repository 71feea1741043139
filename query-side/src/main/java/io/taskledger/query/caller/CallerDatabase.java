package io.taskledger.query.caller;

import io.taskledger.kernel.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;

import javax.sql.DataSource;

/**
 * The database as queries have it: it shows them the rows of the caller of their {@link CallerTransaction}, and outside of one no rows at
 * all. Whatever is asked through it, by JPA or by plain JDBC, is asked as a role that can do nothing else.
 */
public final class CallerDatabase {

    /** Bound for the length of a transaction. */
    static final ScopedValue<UserId> CALLER = ScopedValue.newInstance();

    private final DataSource connections;
    private final JdbcClient client;

    /** @param connections of a role that may become the reader */
    public CallerDatabase(DataSource connections) {
        this.connections = new CallerConnections(connections);
        client = JdbcClient.create(this.connections);
    }

    public DataSource connections() {
        return connections;
    }

    public JdbcClient client() {
        return client;
    }
}
