package io.taskledger.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * How long a transaction that reads or appends events of an aggregate may take before PostgreSQL ends it: readers wait for
 * whoever has drawn a position. Set anew in each transaction, so that a pooler between makes no difference.
 *
 * @param lock waiting for one lock
 * @param statement one statement
 * @param idle between two statements; the connection is lost
 * @param transaction altogether, from PostgreSQL 17 on; the connection is lost
 */
public record TransactionBounds(Duration lock, Duration statement, Duration idle, Duration transaction) {

    private static final int FIRST_VERSION_THAT_ENDS_TRANSACTIONS = 17;

    /**
     * A command takes milliseconds: what takes this long has stopped. Readers wait before a process that stands still for the idle time.
     */
    public static final TransactionBounds DEFAULT =
            new TransactionBounds(Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(10));

    /**
     * A statement that sets them for the rest of its transaction, to be sent in one round trip with the one after it. An event that
     * has been seen must not be lost again in a crash: where the server is set to answer before it has written, this transaction is not.
     */
    public String asStatement(Connection connection) throws SQLException {
        String whole = connection.getMetaData().getDatabaseMajorVersion() >= FIRST_VERSION_THAT_ENDS_TRANSACTIONS
                ? "set_config('transaction_timeout', '%d', true),".formatted(transaction.toMillis())
                : "";
        return """
                select set_config('lock_timeout', '%d', true), set_config('statement_timeout', '%d', true),
                    set_config('idle_in_transaction_session_timeout', '%d', true), %s
                    case when current_setting('synchronous_commit') = 'off' then set_config('synchronous_commit', 'on', true) end;
                """.formatted(lock.toMillis(), statement.toMillis(), idle.toMillis(), whole);
    }

    /** Runs a statement that begins with these bounds; what the rest of it returns. */
    public static ResultSet resultAfter(PreparedStatement statement) throws SQLException {
        statement.execute();
        statement.getMoreResults();
        return statement.getResultSet();
    }
}
