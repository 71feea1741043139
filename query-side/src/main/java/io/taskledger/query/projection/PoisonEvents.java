package io.taskledger.query.projection;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Tells failures for which an event is to blame, and which come again with it, from those of the database, which pass. */
public final class PoisonEvents {

    /** Data exception, integrity constraint violation, program limit exceeded, raised by a trigger (PostgreSQL, Appendix A). */
    private static final Set<String> OF_VALUES = Set.of("22", "23", "54", "P0");

    private PoisonEvents() {}

    /** Whether it would come again with the same event, on a database that answers. */
    public static boolean isToBlame(RuntimeException failure) {
        Optional<SQLException> ofDatabase = ofDatabase(failure);
        return ofDatabase.isPresent()
                ? ofDatabase.map(SQLException::getSQLState).filter(state -> OF_VALUES.contains(state.substring(0, 2))).isPresent()
                : !(failure instanceof DataAccessException || failure instanceof TransactionException || failure instanceof UncheckedIOException);
    }

    private static Optional<SQLException> ofDatabase(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst();
    }

    /** What kind of failure, and where in our code; messages may quote an event, and are left out, but for our own. */
    public static String describe(Throwable failure) {
        if (failure instanceof FoldFailed && failure.getCause() != null) {
            return describe(failure.getCause());
        }
        String what = switch (failure) {
            case MissingEvents missing -> missing.getMessage();
            default -> ofDatabase(failure).map(sql -> "SQLSTATE " + sql.getSQLState()).orElse(failure.getClass().getSimpleName());
        };
        return Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("io.taskledger."))
                .findFirst()
                .map(frame -> what + " at " + frame)
                .orElse(String.valueOf(what));
    }
}
