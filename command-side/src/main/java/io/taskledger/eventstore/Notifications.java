package io.taskledger.eventstore;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Says to other processes that events have been committed, and hears them say so ({@code NOTIFY} and {@code LISTEN}). It only
 * spares them the wait for their next poll: whatever is not heard is found by that.
 *
 * <p>What is said is said outside of the transactions that append, where it would hold a lock of the whole database until
 * they have committed, and at most every {@value #PAUSE_MILLIS} ms.
 */
final class Notifications {

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);

    private static final String CHANNEL = "domain_event_entry";
    private static final long PAUSE_MILLIS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofSeconds(3);
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(100);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);

    /** Whether a pooler is still between is not worth asking more often. */
    private static final Duration DEAF = Duration.ofSeconds(60);

    /** There is nothing to write: the commit need not wait for the disk. */
    private static final String NOTIFY = """
            select set_config('synchronous_commit', 'off', true), pg_notify('%s', ?)
            """.formatted(CHANNEL);

    private final DirectConnection direct;
    private final DataSource statements;
    private final ScheduledExecutorService timer;
    private final Executor speakers;
    private final Runnable onHeard;
    private final Map<String, Consumer<String>> others;
    private final Runnable onRound;

    private final String self = UUID.randomUUID().toString();
    private final AtomicBoolean saying = new AtomicBoolean();
    private volatile long saidAt = System.nanoTime();
    private volatile Hearing hearing = Hearing.NOT_TRIED;
    private volatile boolean closed;
    private volatile Thread listener = new Thread();
    private volatile @Nullable Connection connection;

    /**
     * @param onHeard called when another process says that it has committed events, and when some may have been missed
     * @param others further channels, and who hears what is said on them
     * @param onRound called whenever the listening thread has heard something, or nothing for a while
     */
    Notifications(
            DirectConnection direct,
            DataSource statements,
            ScheduledExecutorService timer,
            Executor speakers,
            Runnable onHeard,
            Map<String, Consumer<String>> others,
            Runnable onRound) {
        this.onRound = onRound;
        this.direct = direct;
        this.statements = statements;
        this.timer = timer;
        this.speakers = speakers;
        this.onHeard = onHeard;
        this.others = others;
    }

    /** May be called again after {@link #close}. */
    void start() {
        closed = false;
        listener = Thread.ofPlatform().daemon().name("event-store-listener").unstarted(this::listen);
        listener.start();
    }

    /** Whether its connection has been closed, once that was asked for. */
    boolean hasEnded() {
        return !listener.isAlive();
    }

    /** Not where another thread has been started since this one was told to end. */
    private boolean isToListen() {
        return !closed && Thread.currentThread().equals(listener);
    }

    /** Tells the others soon. Never fails, never waits. */
    void say() {
        if (!closed && saying.compareAndSet(false, true)) {
            long due = saidAt + TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS) - System.nanoTime();
            var _ = timer.schedule(() -> speakers.execute(this::sayNow), Math.max(0, due), TimeUnit.NANOSECONDS);
        }
    }

    private void sayNow() {
        saidAt = System.nanoTime();
        try {
            say(self);
        } catch (SQLException e) {
            LOG.debug("Other processes could not be told of new events; they find them by their next poll", e);
        } finally {
            saying.set(false); // however it failed, the next commit is told of again
        }
    }

    private void say(String what) throws SQLException {
        try (Connection pooled = statements.getConnection()) {
            pooled.setAutoCommit(true);
            saying.set(false); // before it is said: whoever hears it may not see what is committed from now on
            try (PreparedStatement notify = pooled.prepareStatement(NOTIFY)) {
                notify.setString(1, what);
                notify.execute();
            }
        }
    }

    /** Whether other processes are heard now; otherwise their events are found by polling. */
    boolean isHearing() {
        return hearing == Hearing.YES;
    }

    private void listen() {
        Duration backOff = FIRST_BACK_OFF;
        while (isToListen()) {
            try (Connection opened = direct.open()) {
                connection = opened;
                if (!isToListen()) {
                    return; // whoever closed this did not see the connection yet
                }
                opened.setAutoCommit(true);
                PGConnection ears = opened.unwrap(PGConnection.class);
                if (hearsItself(opened, ears)) {
                    backOff = FIRST_BACK_OFF;
                    onHeard.run(); // something may have been said before
                    become(Hearing.YES, "");
                    hear(opened, ears);
                } else {
                    become(Hearing.NO, "LISTEN hears nothing, as through a transaction pooler: it needs a connection that goes round it");
                    backOff = DEAF;
                }
            } catch (SQLException | RuntimeException e) { // whatever it was, the next connection may do better
                become(Hearing.NO, "the connection that listens for it failed: " + e.getMessage());
            }
            if (isToListen()) { // otherwise no round is expected
                onRound.run();
            }
            pause(backOff);
            backOff = backOff.multipliedBy(2).compareTo(LONGEST_BACK_OFF) < 0 ? backOff.multipliedBy(2) : LONGEST_BACK_OFF;
        }
    }

    /** Said on another connection: a pooler may hand the answer to what one says oneself. */
    private boolean hearsItself(Connection opened, PGConnection ears) throws SQLException {
        try (Statement statement = opened.createStatement()) {
            statement.execute("listen " + CHANNEL);
            for (String other : others.keySet()) {
                statement.execute("listen " + other);
            }
        }
        String nonce = UUID.randomUUID().toString();
        say(nonce);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (long left = PATIENCE.toMillis(); left > 0; left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())) {
            for (PGNotification heard : notifications(ears, left)) {
                if (heard.getParameter().equals(nonce)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void hear(Connection opened, PGConnection ears) throws SQLException {
        while (isToListen()) {
            PGNotification[] heard = notifications(ears, BETWEEN_SIGNS_OF_LIFE.toMillis());
            boolean fromOthers = false;
            for (PGNotification one : heard) {
                Consumer<String> other = others.get(one.getName());
                if (other != null) {
                    other.accept(one.getParameter());
                } else {
                    fromOthers |= !one.getParameter().equals(self);
                }
            }
            if (fromOthers) {
                onHeard.run();
            } else if (heard.length == 0 && !opened.isValid((int) PATIENCE.toSeconds())) {
                throw new SQLException("it no longer answers");
            }
            onRound.run();
        }
    }

    private static PGNotification[] notifications(PGConnection ears, long millis) throws SQLException {
        PGNotification[] heard = ears.getNotifications((int) millis);
        return heard == null ? new PGNotification[0] : heard;
    }

    private void become(Hearing now, String why) {
        if (!isToListen()) {
            return;
        }
        if (now != hearing) {
            if (now == Hearing.YES) {
                LOG.info("Listening for events of other processes");
            } else {
                LOG.warn("Events of other processes are found by polling alone for now: {}", why);
            }
        }
        hearing = now;
    }

    private void pause(Duration time) {
        try {
            Thread.sleep(closed ? Duration.ZERO : time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (Thread.currentThread().equals(listener)) {
                closed = true;
            }
        }
    }

    void close() {
        closed = true;
        hearing = Hearing.NOT_TRIED;
        listener.interrupt();
        Connection open = connection;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("The connection that listens had gone already", e);
            }
        }
    }

    private enum Hearing {
        NOT_TRIED,
        YES,
        NO
    }
}
