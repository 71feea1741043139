package io.taskledger.eventstore;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** Makes a read a second time, on another connection, where the connection of the first was dead. */
final class SecondAttempt {

    private SecondAttempt() {}

    /** @throws SQLException of the second attempt, or of the first, where its connection was alive */
    static <T> T ifConnectionDied(Read<T> read) throws SQLException {
        try {
            return read.answer();
        } catch (SQLException e) {
            if (!isOfDeadConnection(e)) {
                throw e;
            }
            return read.answer();
        }
    }

    /**
     * The connection was ended, by a restart or by an administrator; not: none was to be had in time, or the server said nothing for too
     * long.
     */
    private static boolean isOfDeadConnection(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return !(e instanceof SQLTransientConnectionException) && !(e.getCause() instanceof SocketTimeoutException)
                && (state.startsWith("08") || state.startsWith("57P"));
    }

    interface Read<T> {
        T answer() throws SQLException;
    }
}
