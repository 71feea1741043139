package io.taskledger.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import io.taskledger.kernel.SecondRead;

import java.sql.SQLException;

/**
 * Drops every connection of a pool when one of them turns out to be dead: what ended it, such as a restart of PostgreSQL or of a pooler,
 * has most often ended all. Those that are in use are dropped when they come back. So whoever asks a second time gets a connection that was
 * made after the failure.
 */
record DeadConnections(HikariDataSource pool) implements SQLExceptionOverride {

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        if (SecondRead.isOfDeadConnection(failure)) {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
        return Override.CONTINUE_EVICT;
    }
}
