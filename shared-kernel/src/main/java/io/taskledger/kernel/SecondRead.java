package io.taskledger.kernel;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.function.Supplier;

/**
 * Asks a read once more where its connection turned out to be dead: PostgreSQL or a pooler was restarted, or an administrator ended the
 * session. Only for work that changes nothing: nobody knows how far the first attempt came.
 */
public final class SecondRead {

    private static final int DEEPEST_CAUSE = 20;

    private SecondRead() {}

    /**
     * The answer to the read, which begins no transaction before it is called.
     *
     * @throws RuntimeException of the second attempt, with that of the first among the suppressed; or of the first, where its connection
     *     was alive
     */
    public static <T> T ifConnectionDied(Supplier<T> read) {
        try {
            return read.get();
        } catch (RuntimeException first) {
            if (!isOfDeadConnection(first)) {
                throw first;
            }
            try {
                return read.get();
            } catch (RuntimeException second) {
                second.addSuppressed(first);
                throw second;
            }
        }
    }

    /** A pool that found no connection in its time, and a server that said nothing for as long as it may, are not asked a second time. */
    public static boolean isOfDeadConnection(Throwable failure) {
        boolean dead = false;
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException || cause instanceof SocketTimeoutException) {
                return false;
            }
            dead = dead || (cause instanceof SQLException sql && sql.getSQLState() != null && isOfDeadConnection(sql.getSQLState()));
        }
        return dead;
    }

    /**
     * Appendix A of PostgreSQL's documentation: 08 the connection (poolers say 08P01), 57P01 to 57P03 a server that stops, crashed or
     * starts, 57P05 and 25P03 a session or a transaction that was ended since it idled.
     */
    private static boolean isOfDeadConnection(String state) {
        return state.startsWith("08") || switch (state) {
            case "57P01", "57P02", "57P03", "57P05", "25P03" -> true;
            default -> false;
        };
    }
}
