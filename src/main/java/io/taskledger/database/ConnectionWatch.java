package io.taskledger.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.taskledger.database.ServerProbe.Sessions;
import io.taskledger.database.WatchedConnections.InUse;
import io.taskledger.kernel.Heartbeat;
import io.taskledger.kernel.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Aborts the connections of a pool that wait for a server which has vanished without a word: packets that nobody answers tell nothing for a
 * quarter of an hour, and a statement that takes long can have no socket time-out. While a connection has been in use for over two seconds,
 * the server is asked on another one, which is kept for as long. Those connections are aborted of which the server knows nothing, at once;
 * and all, when it could not be reached for {@link #TOLERANCE}.
 */
final class ConnectionWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatch.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration UNUSUALLY_LONG = Duration.ofSeconds(2);
    private static final Duration TOLERANCE = Duration.ofSeconds(10);

    private final HikariDataSource pool;
    private final WatchedConnections connections;
    private final ServerProbe probe;
    private final ScheduledExecutorService timer;
    private final Heartbeat heartbeat;
    private @Nullable Long unreachableSince;

    ConnectionWatch(HikariDataSource pool, ServerProbe probe, Heartbeat heartbeat) {
        this.pool = pool;
        this.probe = probe;
        this.heartbeat = heartbeat;
        connections = new WatchedConnections(pool);
        timer = new Timer(Thread.ofPlatform().daemon().name("watch of " + pool.getPoolName()).factory());
        var _ = timer.scheduleWithFixedDelay(this::look, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The pool's connections, which are watched. */
    WatchedConnections connections() {
        return connections;
    }

    private void look() {
        try {
            List<InUse> suspects = connections.inUseFor(UNUSUALLY_LONG);
            if (suspects.isEmpty()) {
                unreachableSince = null;
                probe.rest();
            } else {
                judge(suspects);
            }
        } catch (RuntimeException e) { // whatever it was, the next look may do better
            LOG.warn("Connections of {} can't be watched", pool.getPoolName(), e);
        }
        heartbeat.beat();
    }

    private void judge(List<InUse> suspects) {
        long now = System.nanoTime();
        Sessions sessions = probe.ask();
        if (sessions != null) {
            unreachableSince = null;
            abort(suspects.stream().filter(suspect -> isLost(suspect, sessions)).toList(), "which PostgreSQL knows nothing of");
            return;
        }
        long since = unreachableSince == null ? now : unreachableSince;
        unreachableSince = since;
        if (System.nanoTime() - since > TOLERANCE.toNanos()) {
            abort(suspects, "whose server can't be reached");
        }
    }

    private static boolean isLost(InUse suspect, Sessions sessions) {
        try {
            return sessions.hasLost(suspect.session(), Duration.ofNanos(suspect.age()), TOLERANCE);
        } catch (SQLException e) { // it has been closed meanwhile
            return false;
        }
    }

    /** Those that are idle in the pool lead to the same server, and are replaced. */
    private void abort(List<InUse> lost, String which) {
        if (lost.isEmpty()) {
            return;
        }
        LOG.warn("{} connections of {} are aborted, {}", lost.size(), pool.getPoolName(), which);
        HikariPoolMXBean running = pool.getHikariPoolMXBean();
        if (running != null) {
            running.softEvictConnections();
        }
        for (InUse connection : lost) {
            try {
                connection.abort();
            } catch (SQLException e) {
                LOG.debug("A connection had ended already", e);
            }
        }
    }

    @Override
    public void close() {
        timer.execute(probe::rest);
        timer.execute(heartbeat::rest);
        timer.shutdown();
    }
}
