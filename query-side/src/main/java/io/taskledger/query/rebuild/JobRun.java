package io.taskledger.query.rebuild;

import io.taskledger.query.projection.DeadLetters;
import io.taskledger.query.projection.Delivery;
import io.taskledger.query.projection.EventSource;
import io.taskledger.query.projection.EventSource.Page;
import io.taskledger.query.projection.EventSource.Place;
import io.taskledger.query.projection.Folded;
import io.taskledger.query.projection.Folding;
import io.taskledger.query.projection.MaintenanceDatabase;
import io.taskledger.query.projection.PositionTable;
import io.taskledger.query.projection.Projection;
import io.taskledger.query.projection.ProjectionTable;
import io.taskledger.query.projection.TransactionTimeouts;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One rebuild or verification, from where it is to its end. What it does is committed with what it notes of it, so that another
 * instance can go on after any commit, and so that it stops at the next one when another has.
 */
final class JobRun<S> {

    /** Events that are read, folded and committed together: so few that what is read of them is garbage before the collector calls it old. */
    private static final int PAGE = 1_000;

    /** What may be left to be folded while nobody can read the table: a few milliseconds' work. */
    private static final int LAST_FEW = 100;

    private static final Duration LIVE_PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);
    private static final int TRIES = 2_000;

    /** PostgreSQL has ended the swap: a lock or a statement took too long, or this process stood still and lost the connection. */
    private static final Set<String> OUT_OF_TIME = Set.of("55P03", "57014", "25P03", "25P04", "08006", "08003");

    /** How long a vacuum that PostgreSQL began by itself may take to give way: it does after its {@code deadlock_timeout}, a second. */
    private static final String VACUUM_GIVES_WAY = "set local lock_timeout = '2s'";

    private final Projection<S> projection;
    private final Job job;
    private final UUID runner;
    private final JobTable jobs;
    private final EventSource events;
    private final PositionTable positions;
    private final DeadLetters deadLetters;
    private final MaintenanceDatabase database;
    private final FirstPosition firstPosition;
    private final Scratch scratch;
    private final ProjectionTable<S> table;
    private final CopyRows<S> rows;
    private long position;
    private long uncounted;
    private long lockingSince;

    JobRun(Projection<S> projection, Job job, UUID runner, Surroundings around) {
        this.projection = projection;
        this.job = job;
        this.runner = runner;
        jobs = around.jobs();
        events = around.events();
        positions = around.positions();
        database = around.database();
        deadLetters = new DeadLetters(database.statements());
        firstPosition = around.firstPosition();
        scratch = new Scratch(projection, database);
        table = new ProjectionTable<>(projection, scratch.table(), database.statements());
        rows = new CopyRows<>(projection.columns(), scratch.table(), database.statements());
        position = job.upTo();
    }

    /** What a run needs of all else. */
    record Surroundings(
            JobTable jobs,
            EventSource events,
            PositionTable positions,
            MaintenanceDatabase database,
            FirstPosition firstPosition) {}

    /** @throws LostJob where another instance has taken it over, or it was cancelled */
    void complete() throws InterruptedException {
        boolean folded = job.phase() != Job.Phase.FOLD && scratch.exists();
        if (!folded) {
            fold();
        }
        if (!folded || job.phase() == Job.Phase.INDEX) {
            phase(Job.Phase.CATCH_UP, scratch::complete);
        }
        database.statements().execute("vacuum analyze " + scratch.table());
        phase(Job.Phase.CATCH_UP, () -> {});
        catchUp();
        compare();
        if (job.kind() == Job.Kind.REBUILD) {
            phase(Job.Phase.SWAP, () -> {});
            swap();
        } else {
            inTransaction(() -> {
                scratch.drop();
                jobs.finish(job, runner, Job.Status.SUCCEEDED, null);
            });
        }
    }

    private void fold() throws InterruptedException {
        Place start = start();
        BulkFold<S> fold = new BulkFold<>(projection, open(start));
        try (ExecutorService reader = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("rebuild reader").factory())) {
            Future<Page> next = reader.submit(() -> events.byTask(start, job.upTo(), PAGE));
            for (Page page = get(next); page.end() != null; page = get(next)) {
                Place end = page.end();
                next = reader.submit(() -> events.byTask(end, job.upTo(), PAGE)); // while this one is folded
                store(fold.add(page.deliveries()), page.deliveries().size());
            }
        }
        store(fold.end(), 0);
        phase(Job.Phase.INDEX, () -> {});
    }

    /** After the last row that was stored, if there is one. */
    private @Nullable Place start() {
        if (job.lastTask().isEmpty() || !scratch.exists()) {
            phase(Job.Phase.FOLD, scratch::create);
            return null;
        }
        String[] place = job.lastTask().split(" ", -1);
        return new Place(place[0], Long.parseLong(place[1]));
    }

    /** Of a task that has a row an event, the rest may be still to come. */
    private @Nullable Folded<S> open(@Nullable Place start) {
        if (start == null || !projection.keepsHistory()) {
            return null;
        }
        UUID task = UUID.fromString(start.task());
        return table.load(List.of(task)).get(task);
    }

    /** Events of which no row is finished yet are counted with the next rows that are. */
    private void store(List<Folded<S>> finished, int events) {
        uncounted += events;
        if (!finished.isEmpty()) {
            inTransaction(() -> {
                database.statements().execute("set local synchronous_commit = off"); // what is lost with a commit is folded again
                rows.add(finished);
                Folded<S> last = finished.getLast();
                jobs.folded(job, runner, uncounted, last.task() + " " + last.version());
            });
            uncounted = 0;
        }
    }

    private static <T> T get(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /** Folds what has been stored since, up to where queries read already, or where they will. */
    private void catchUp() {
        foldUpTo(goal());
    }

    private long goal() {
        OptionalLong live = positions.of(projection);
        return live.isPresent() ? live.getAsLong() : events.head();
    }

    private void foldUpTo(long goal) {
        while (position < goal) {
            Page page = events.byPosition(position, goal, PAGE);
            inTransaction(() -> {
                foldInto(page.deliveries());
                jobs.folded(job, runner, page.deliveries().size(), job.lastTask());
            });
            position = page.end() == null ? goal : page.lastPosition();
        }
    }

    private void foldInto(List<Delivery> deliveries) {
        var folding = new Folding<>(projection, table.load(deliveries.stream().map(Delivery::task).distinct().toList()));
        deliveries.forEach(folding::add);
        table.store(folding.rows());
    }

    /** Not where there is nothing to compare with, or it is behind: its feed may be what the rebuild is to mend. Rows are noted in a
     * transaction that requires the lease: an instance that stood still must not note others while the next one compares. */
    private void compare() throws InterruptedException {
        phase(Job.Phase.COMPARE, () -> {});
        if (!isLiveAt(position)) {
            if (job.kind() == Job.Kind.VERIFY) {
                throw new NothingToCompare();
            }
            return;
        }
        var comparison = new Comparison(projection, scratch, database);
        Comparison.Differences altered = comparison.altered();
        phase(Job.Phase.COMPARE, comparison::noteNewer);
        catchUp();
        Comparison.Differences all = altered.and(comparison.unfounded());
        inTransaction(() -> {
            comparison.forget();
            jobs.compared(job, runner, all.count(), all.sample());
        });
    }

    private boolean isLiveAt(long wanted) throws InterruptedException {
        long deadline = System.nanoTime() + LIVE_PATIENCE.toNanos();
        OptionalLong live = positions.of(projection);
        while (live.isPresent() && live.getAsLong() < wanted && System.nanoTime() < deadline) {
            Thread.sleep(BETWEEN_TRIES);
            live = positions.of(projection);
        }
        return live.isPresent() && live.getAsLong() >= wanted;
    }

    private void swap() throws InterruptedException {
        for (int tries = 1; ; tries++) {
            while (goal() - position > LAST_FEW) {
                catchUp();
            }
            long folded = position;
            try {
                inTransaction(this::takePlace);
                jobs.swapped(job, runner, millisSince(lockingSince)); // with the commit
                return;
            } catch (DataAccessException e) {
                position = folded; // what it had folded is gone with its transaction
                if (tries == TRIES || !isOutOfTime(e)) {
                    throw e;
                }
                Thread.sleep(BETWEEN_TRIES);
            }
        }
    }

    private static boolean isOutOfTime(DataAccessException e) {
        return e.getMostSpecificCause() instanceof SQLException cause && OUT_OF_TIME.contains(String.valueOf(cause.getSQLState()));
    }

    /**
     * The position is read when the table is locked, and without a lock of its own: a batch may lock its table before its position or
     * after it, and either way what it has not committed it folds into the table that it finds. The first lock is in no query's way, and
     * keeps vacuums out: none of those would give way within the time in which queries may wait. From the second lock on, PostgreSQL ends the
     * transaction after two seconds, even where this process stands still.
     */
    private void takePlace() {
        database.statements().execute(VACUUM_GIVES_WAY);
        database.statements().execute("lock table " + projection.table() + " in share update exclusive mode");
        foldUpTo(goal()); // what has come meanwhile
        database.statements().query(TransactionTimeouts.SWAP.sql(), _ -> {});
        lockingSince = System.nanoTime();
        database.statements().execute("lock table " + projection.table() + " in access exclusive mode");
        OptionalLong live = positions.of(projection);
        foldUpTo(live.orElse(position));
        scratch.takePlace();
        deadLetters.releaseAll(projection);
        if (live.isEmpty()) {
            firstPosition.set(projection, position);
        }
        jobs.swapped(job, runner, millisSince(lockingSince));
        jobs.finish(job, runner, Job.Status.SUCCEEDED, null);
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private void phase(Job.Phase phase, Runnable work) {
        inTransaction(() -> {
            work.run();
            jobs.enter(job, runner, phase);
        });
    }

    private void inTransaction(Runnable work) {
        database.transaction().executeWithoutResult(_ -> work.run());
    }
}
