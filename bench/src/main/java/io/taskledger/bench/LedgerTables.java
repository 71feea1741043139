package io.taskledger.bench;

import java.sql.SQLException;

/** The names of the service's tables, which hold the projections' versions. */
final class LedgerTables {

    private LedgerTables() {}

    /** The table that lists are read from. */
    static String tasks(Database database) throws SQLException {
        return database.query("""
                select relname from pg_class
                where relnamespace = 'public'::regnamespace and relkind = 'r' and relname ~ '^tasks(_[0-9]+)?$'
                order by length(relname) desc, relname desc limit 1
                """);
    }
}
