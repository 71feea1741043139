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

    /**
     * Appendix A of PostgreSQL's documentation: 08 connection, 53 resources, 57 operator intervention and statements that took too
     * long, 40 to be tried again, 55P03 a lock and 25P03 and 25P04 a transaction that did, 25006 a server that has become a standby.
     */
    private static boolean isPassing(String state) {
        return state.startsWith("08") || state.startsWith("53") || state.startsWith("57") || state.startsWith("40")
                || state.equals("55P03") || state.equals("25P03") || state.equals("25P04") || state.equals("25006");
    }
}
