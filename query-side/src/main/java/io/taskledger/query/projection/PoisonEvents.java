package io.taskledger.query.projection;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;

/** Tells failures for which an event is to blame, and which come again with it, from those of the database, which pass. */
public final class PoisonEvents {

    /** Data exception, integrity constraint violation, program limit exceeded, raised by a trigger (PostgreSQL, Appendix A). */
    private static final Set<String> OF_VALUES = Set.of("22", "23", "54", "P0");

    private PoisonEvents() {}

    public static boolean isToBlame(RuntimeException failure) {
        if (failure instanceof DataAccessException database) {
            return database.getMostSpecificCause() instanceof SQLException sql
                    && sql.getSQLState() != null
                    && OF_VALUES.contains(sql.getSQLState().substring(0, 2));
        }
        return !(failure instanceof TransactionException);
    }

    /** What kind of failure, and where in our code; messages may quote an event, and are left out, but for our own. */
    public static String describe(Throwable failure) {
        String what = switch (failure) {
            case MissingEvents missing -> missing.getMessage();
            case DataAccessException database when database.getMostSpecificCause() instanceof SQLException sql -> "SQLSTATE " + sql.getSQLState();
            default -> failure.getClass().getSimpleName();
        };
        return Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("io.taskledger."))
                .findFirst()
                .map(frame -> what + " at " + frame)
                .orElse(String.valueOf(what));
    }
}
