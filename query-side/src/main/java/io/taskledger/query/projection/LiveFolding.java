package io.taskledger.query.projection;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;

import java.sql.ResultSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Folds events into the table that queries read, in the caller's transaction, with a look at what is parked. Where a batch can't be folded,
 * its events are folded one by one; one that can't is parked, and with it what comes after it of the same task. {@link BatchFolding} needs
 * this where there are dead letters, or there is to be one.
 */
final class LiveFolding<S> {

    private static final Logger LOG = LoggerFactory.getLogger(LiveFolding.class);

    private static final String SAVEPOINT = "savepoint before_fold";

    private final Projection<S> projection;
    private final ProjectionTable<S> table;
    private final DeadLetters deadLetters;
    private final JdbcTemplate database;
    private final String begin;

    LiveFolding(Projection<S> projection, DeadLetters deadLetters, JdbcTemplate database) {
        this.projection = projection;
        this.deadLetters = deadLetters;
        this.database = database;
        table = new ProjectionTable<>(projection, projection.table(), database);
        begin = String.join("; ",
                "set local synchronous_commit = off",
                "lock table " + projection.table() + " in row exclusive mode",
                SAVEPOINT,
                "select task from dead_letter where projection = '" + projection.table() + "'");
    }

    /**
     * Folds the events, which are in order.
     *
     * @return how many tasks are parked now
     * @throws RuntimeException where the database fails: nothing is parked for that, and the transaction is to be rolled back
     */
    int fold(List<Delivery> batch) {
        Set<UUID> parked = begin();
        List<Delivery> due = parked.isEmpty() ? batch : batch.stream().filter(delivery -> !parked.contains(delivery.task())).toList();
        if (failure(due) != null) {
            parked.addAll(foldOneByOne(due));
        }
        return parked.size();
    }

    /**
     * No rebuild can put another table in this one's place from here to the end of the transaction. Which need not wait for the disk: what
     * is lost of it is lost with its position, and folded again. All in one round trip: commands wait for this.
     *
     * @return the tasks that are parked
     */
    private Set<UUID> begin() {
        return requireNonNull(database.execute(begin, (PreparedStatementCallback<Set<UUID>>) statement -> {
            statement.execute();
            while (statement.getResultSet() == null) {
                statement.getMoreResults();
            }
            Set<UUID> parked = new HashSet<>();
            for (ResultSet tasks = statement.getResultSet(); tasks.next();) {
                parked.add(tasks.getObject("task", UUID.class));
            }
            return parked;
        }));
    }

    /**
     * Folds a parked task's events from the one at which it was parked.
     *
     * @return whether it is parked no longer
     */
    boolean foldAgain(UUID task, Supplier<List<Delivery>> events) {
        if (!begin().contains(task)) {
            return true; // a rebuild, or another retry, was faster
        }
        List<Delivery> waiting = events.get();
        if (failure(waiting) == null || foldOneByOne(waiting).isEmpty()) {
            deadLetters.release(projection, task);
            return true;
        }
        return false;
    }

    private Set<UUID> foldOneByOne(List<Delivery> batch) {
        Set<UUID> parked = new HashSet<>();
        for (Delivery delivery : batch) {
            if (!parked.contains(delivery.task())) {
                database.execute(SAVEPOINT);
                RuntimeException failure = failure(List.of(delivery));
                if (failure != null) {
                    park(delivery, failure);
                    parked.add(delivery.task());
                }
            }
        }
        return parked;
    }

    private void park(Delivery delivery, RuntimeException failure) {
        String cause = PoisonEvents.describe(failure);
        LOG.error("Projection {} can't fold event {} of task {} (position {}), and leaves that task as it was: {}",
                projection.table(), delivery.version(), delivery.task(), delivery.position(), cause);
        deadLetters.park(projection, delivery, cause);
    }

    /** Folds all or nothing after the last savepoint, and says why not. */
    private @Nullable RuntimeException failure(List<Delivery> batch) {
        try {
            Folding<S> folding = new Folding<>(projection, table.load(begunBefore(batch)));
            batch.forEach(folding::add);
            table.store(folding.rows());
            return null;
        } catch (RuntimeException e) {
            if (!PoisonEvents.isToBlame(e)) {
                throw e;
            }
            database.execute("rollback to savepoint before_fold");
            return e;
        }
    }

    /** A task whose first event is here has no state before it; if it was delivered before, its rows stay as they are. */
    static Set<UUID> begunBefore(List<Delivery> batch) {
        Set<UUID> seen = new HashSet<>();
        return batch.stream()
                .filter(delivery -> seen.add(delivery.task()) && delivery.version() > 0)
                .map(Delivery::task)
                .collect(Collectors.toSet());
    }
}
