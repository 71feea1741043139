package io.taskledger.problem;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;

/**
 * A failure as the log may hold it: of what kind, where, and for what cause. What its message says is left out, since it may quote
 * a title or a token; but for the messages of our own, of the JVM and of the database, which is told to leave values out.
 */
final class Unquoted extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int DEEPEST_CAUSE = 20;

    private Unquoted(Throwable failure, @Nullable Throwable cause) {
        super(told(failure), cause, false, true);
        setStackTrace(failure.getStackTrace());
    }

    static Unquoted of(Throwable failure) {
        return of(failure, DEEPEST_CAUSE);
    }

    private static Unquoted of(Throwable failure, int depth) {
        Throwable cause = failure.getCause();
        return new Unquoted(failure, cause == null || depth == 0 ? null : of(cause, depth - 1));
    }

    private static String told(Throwable failure) {
        String kind = failure.getClass().getName();
        boolean harmless = kind.startsWith("io.taskledger.")
                || failure instanceof SQLException || failure instanceof NullPointerException || failure instanceof ClassCastException;
        return harmless ? kind + ": " + failure.getMessage() : kind;
    }
}
