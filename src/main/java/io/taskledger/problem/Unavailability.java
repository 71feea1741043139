package io.taskledger.problem;

import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.transaction.CannotCreateTransactionException;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** Tells an error that passes, by itself or by an operator, from a defect of ours. */
final class Unavailability {

    private static final int DEEPEST_CAUSE = 20;

    private Unavailability() {}

    static boolean isCauseOf(Throwable exception) {
        Throwable cause = exception;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            if (isPassing(cause)) {
                return true;
            }
        }
        return false;
    }

    /** What was at the bottom of it, for the log: a statement's values are never part of it. */
    static String reason(Throwable exception) {
        Throwable reason = exception;
        for (int depth = 0; reason.getCause() != null && depth < DEEPEST_CAUSE; depth++) {
            reason = reason.getCause();
        }
        String state = reason instanceof SQLException sql ? " (SQLState " + sql.getSQLState() + ")" : "";
        return reason.getClass().getSimpleName() + state + ": " + reason.getMessage();
    }

    private static boolean isPassing(Throwable cause) {
        return switch (cause) {
            case CannotCreateTransactionException _ -> true;
            case SQLTransientConnectionException _ -> true;
            case ConcurrencyException _ -> true;
            case LockAcquisitionFailedException _ -> true;
            case SQLException sql -> sql.getSQLState() != null && isPassing(sql.getSQLState());
            default -> false;
        };
    }

    /** Appendix A of PostgreSQL's documentation: 08 connection, 53 resources, 57P operator intervention, 40 to be tried again. */
    private static boolean isPassing(String state) {
        return state.startsWith("08") || state.startsWith("53") || state.startsWith("57P") || state.startsWith("40");
    }
}
