package io.taskledger.query.caller;

import io.taskledger.query.projection.RowSecurity;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The text of a query as it is sent: what makes the transaction the caller's and the reader's, the query, and the commit. The driver sends
 * its {@code BEGIN} before it, in the same round trip.
 */
final class QueryText {

    /** Those of the text before the query: the caller, and the milliseconds that a statement may take. */
    static final int PARAMETERS = 2;

    /** Results before the query's, of which the last has the {@link #EPOCH}. */
    static final int RESULTS = 2;

    /** The column with the name of the event store's epoch. */
    static final String EPOCH = "epoch";

    /**
     * Reads the name of the epoch as well, still as the login role. The lock that a reader has on its table until the transaction ends keeps
     * a new epoch from beginning before that. A statement locks its tables before it is executed: so another statement sets the time-out for
     * that lock first.
     */
    private static final String ENTER = "select set_config('lock_timeout', '%s', true);\n".formatted(RowSecurity.LONGEST_LOCK)
            + RowSecurity.ENTER + ", (select name from event_store_epoch) as " + EPOCH + ";\n";

    /** In a line of its own, or a comment at the query's end would take it in. */
    private static final String LEAVE = "\n;commit";

    private static final String COMMIT = "commit";

    /** There are some dozens of query texts. More than this means that values are written into texts; those are read anew each time. */
    private static final int MOST_KNOWN = 1_000;

    private static final ConcurrentMap<String, String> KNOWN = new ConcurrentHashMap<>();

    private QueryText() {}

    /**
     * The text to send for a query.
     *
     * @throws SQLSyntaxErrorException where the query is no single statement: what follows it could be outside of its transaction
     */
    static String of(String query) throws SQLException {
        String known = KNOWN.get(query);
        if (known != null) {
            return known;
        }
        String text = ENTER + query + LEAVE;
        if (!isOneStatement(text, true) || !isOneStatement(text, false)) {
            throw new SQLSyntaxErrorException("A query has to be one statement.");
        }
        if (KNOWN.size() < MOST_KNOWN) {
            KNOWN.put(query, text);
        }
        return text;
    }

    /** As the driver takes the text apart. Where the query ends in an open quote or comment, there is no commit, and PostgreSQL refuses it. */
    private static boolean isOneStatement(String text, boolean standardStrings) throws SQLException {
        List<NativeQuery> statements = Parser.parseJdbcSql(text, standardStrings, true, true, false, false);
        return statements.size() == RESULTS + 2 && statements.getLast().nativeSql.strip().equals(COMMIT);
    }
}
