package io.taskledger.database;

import io.taskledger.database.DatabaseConfiguration.Connecting;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Asks the server, on a connection of its own, which sessions of ours it has. To be used by one thread. */
final class ServerProbe {

    private static final Logger LOG = LoggerFactory.getLogger(ServerProbe.class);

    /** A session that is doing something has been idle for no time. */
    private static final String SESSIONS = """
            select pid, pid = pg_backend_pid() as own,
                case when state = 'active' then 0 else coalesce(extract(epoch from clock_timestamp() - state_change), 0) end as idle_seconds
            from pg_stat_activity
            where usename = session_user and datname = current_database()
            """;

    private final Connecting connecting;
    private @Nullable Connection kept;

    /** @param connecting to connections that give up after a few seconds */
    ServerProbe(Connecting connecting) {
        this.connecting = connecting;
    }

    /**
     * On the connection of the question before, or, where that has ended, on a new one. Null where the server can't be reached.
     *
     * @return what it knows; nothing where it answers that it lets nobody in, as it does when it has as many connections as it may
     */
    @Nullable Sessions ask() {
        try {
            if (kept != null) {
                try {
                    return ask(kept);
                } catch (SQLException e) {
                    LOG.debug("The connection that asks for sessions has ended", e);
                    rest();
                }
            }
            Connection opened = connecting.connect();
            kept = opened;
            return ask(opened);
        } catch (SQLException e) {
            LOG.debug("PostgreSQL was asked for its sessions in vain", e);
            rest();
            return isAnswer(e) ? Sessions.UNKNOWN : null;
        }
    }

    /** Keeps no connection until the next question. */
    void rest() {
        Connection open = kept;
        kept = null;
        if (open != null) {
            try {
                open.abort(Runnable::run); // a server that has vanished takes no leave
            } catch (SQLException e) {
                LOG.debug("The connection that asks for sessions had ended", e);
            }
        }
    }

    private static Sessions ask(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SESSIONS)) {
            int said = connection.unwrap(PGConnection.class).getBackendPID();
            boolean direct = false;
            Map<Integer, Duration> idle = new HashMap<>();
            while (rows.next()) {
                int session = rows.getInt("pid");
                direct |= rows.getBoolean("own") && session == said;
                idle.put(session, Duration.ofMillis((long) (1_000 * rows.getDouble("idle_seconds"))));
            }
            return new Sessions(direct, idle);
        }
    }

    private static boolean isAnswer(SQLException e) {
        return e instanceof PSQLException refusal && refusal.getServerErrorMessage() != null;
    }

    /**
     * The sessions of the login role on this database.
     *
     * @param direct whether no pooler is between: one makes up process ids
     * @param idle for how long each, by its process id, has been doing nothing
     */
    record Sessions(boolean direct, Map<Integer, Duration> idle) {

        /** Of a server that is there, and does not tell: of none it can be said that it is lost. */
        static final Sessions UNKNOWN = new Sessions(false, Map.of());

        /**
         * Whether who has waited for so long for an answer of the session waits in vain: the server has no such session, or has answered
         * long ago.
         */
        boolean hasLost(int session, Duration waited, Duration tolerance) {
            Duration idleFor = idle.get(session);
            return direct && (idleFor == null || (idleFor.compareTo(tolerance) > 0 && waited.compareTo(tolerance) > 0));
        }
    }
}
