package io.taskledger.idle;

import org.springframework.jdbc.datasource.DelegatingDataSource;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Pooled connections, for the first of which an instance that sleeps is woken. */
public final class WakingConnections extends DelegatingDataSource {

    private final DatabaseUse use;

    public WakingConnections(DataSource pool, DatabaseUse use) {
        super(pool);
        this.use = use;
    }

    @Override
    public Connection getConnection() throws SQLException {
        use.begin();
        return super.getConnection();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        use.begin();
        return super.getConnection(username, password);
    }
}
