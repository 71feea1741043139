package io.taskledger.eventstore;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections to the PostgreSQL that holds the events, with no transaction pooler between, and out of no pool. */
@FunctionalInterface
public interface DirectConnection {

    /** A new one, which the caller closes. */
    Connection open() throws SQLException;
}
