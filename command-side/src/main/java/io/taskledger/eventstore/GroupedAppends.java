package io.taskledger.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Commits what many threads append at the same time together: one statement, one wait for the disk. Nobody waits for others
 * to come: who finds a way free goes at once, with whoever has come meanwhile, and the rest goes together when a way is free again.
 *
 * <p>Each caller's events are stored all or not at all, and its conflict is its own. Where a group is refused as a whole, each of it is
 * tried alone. What takes too long ({@link TransactionBounds}) fails for all of the group, and what has waited as long for its turn is
 * not tried at all, so that nobody waits for more than twice that.
 */
final class GroupedAppends {

    /** So that one group is gathered while another waits for the disk. */
    private static final int WAYS = 2;

    private static final int MOST_EVENTS = 500;

    private final EventDatabase database;
    private final EventAppender appender;
    private final Queue<Append> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();

    GroupedAppends(EventDatabase database, EventAppender appender) {
        this.database = database;
        this.appender = appender;
    }

    /** @return where the commit was stored, or nothing where a version is taken, or the epoch is another than the commit's */
    Optional<Appended> append(Commit commit) {
        var append = new Append(commit);
        waiting.add(append);
        if (enter()) {
            writeGroupAndLeave();
        }
        return append.result();
    }

    private void writeGroupAndLeave() {
        try {
            writeGroup();
        } finally {
            leave();
        }
    }

    private boolean enter() {
        return underWay.getAndUpdate(ways -> Math.min(ways + 1, WAYS)) < WAYS;
    }

    /** Whoever came while all ways were taken must not wait for the next one to come. */
    private void leave() {
        underWay.decrementAndGet();
        if (!waiting.isEmpty() && enter()) {
            try {
                Thread.ofVirtual().name("event-store-appends").start(this::writeGroupAndLeave);
            } catch (RuntimeException | Error e) {
                underWay.decrementAndGet();
                throw e;
            }
        }
    }

    private void writeGroup() {
        List<Append> group = new ArrayList<>();
        try {
            gather(group);
            if (!group.isEmpty()) {
                database.byItself("appending events", connection -> write(connection, group));
            }
        } catch (RuntimeException | Error e) { // nobody may wait for ever; those that are done already stay so
            group.forEach(append -> append.done.completeExceptionally(e));
        }
    }

    /** In the order of aggregates, so that groups of two processes don't wait for each other. */
    private void gather(List<Append> group) {
        int events = 0;
        for (Append next = waiting.poll(); next != null; next = events < MOST_EVENTS ? waiting.poll() : null) {
            if (next.hasWaitedFor(database.bounds().lock())) {
                next.done.completeExceptionally(EventStoreFailures.tooBusy());
            } else {
                group.add(next);
                events += next.commit.events().size();
            }
        }
        group.sort(Comparator.comparing(append -> append.commit.events().getFirst().aggregateIdentifier()));
    }

    private boolean write(Connection connection, List<Append> group) throws SQLException {
        if (group.size() == 1 || !writeTogether(connection, group)) {
            for (Append alone : group) {
                writeAlone(connection, alone);
            }
        }
        return true;
    }

    private boolean writeTogether(Connection connection, List<Append> group) throws SQLException {
        try {
            List<Optional<Appended>> stored = appender.append(connection, group.stream().map(Append::commit).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).done.complete(stored.get(i));
            }
            return true;
        } catch (SQLException e) {
            if (EventStoreFailures.isOfStatement(e)) {
                return false;
            }
            throw e;
        }
    }

    private void writeAlone(Connection connection, Append append) throws SQLException {
        try {
            append.done.complete(appender.append(connection, List.of(append.commit)).getFirst());
        } catch (SQLException e) {
            if (EventStoreFailures.isConflict(e)) {
                append.done.complete(Optional.empty());
            } else if (EventStoreFailures.isOfStatement(e)) {
                append.done.completeExceptionally(EventStoreFailures.failure("appending events", e));
            } else {
                throw e;
            }
        }
    }

    private record Append(Commit commit, long since, CompletableFuture<Optional<Appended>> done) {

        Append(Commit commit) {
            this(commit, System.nanoTime(), new CompletableFuture<>());
        }

        boolean hasWaitedFor(Duration time) {
            return System.nanoTime() - since > time.toNanos();
        }

        Optional<Appended> result() {
            try {
                return done.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException failure ? failure : e;
            }
        }
    }
}
