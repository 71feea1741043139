package io.taskledger.query.projection;

import io.taskledger.kernel.BackgroundWork;
import io.taskledger.kernel.Heartbeat;
import io.taskledger.kernel.Heartbeats;
import io.taskledger.query.projection.LiveEvents.Batch;
import io.taskledger.query.projection.LiveEvents.Reading;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Feeds the projections of this release, as far as this instance has claimed them: in one thread, which reads events once for all of them,
 * in the order of positions, and has {@link BatchFolding} fold what was read. When it is stopped it gives up its claims, which another
 * instance takes at once. A new projection is fed once its table has been built.
 */
@Component
@Profile("!command-line") // a command ends before it could feed anything
class ProjectionFeed implements SmartLifecycle, BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionFeed.class);

    /** How often a claim is extended, a free one looked for, and what failed tried again. */
    private static final Duration ROUND = Duration.ofMillis(500);

    /** Of a batch, which is a few statements. */
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(15);

    /** After a batch, events gather for as long as the batch took, and no longer than that: so that batches grow as the load does. */
    private static final Duration LONGEST_PACE = Duration.ofMillis(3);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final List<Projection<?>> projections;
    private final FirstBuild firstBuild;
    private final LiveEvents events;
    private final BatchFolding.Around around;
    private final Heartbeat heartbeat;
    private final Set<String> built = ConcurrentHashMap.newKeySet();
    private volatile boolean running;
    private volatile Thread thread = new Thread();
    private volatile List<Thread> builders = List.of();
    private volatile @Nullable Reading reading;
    private String failure = "";

    @Autowired
    ProjectionFeed(
            List<Projection<?>> projections,
            FirstBuild firstBuild,
            LiveEvents events,
            DeadLetters deadLetters,
            ProjectionProgress progress,
            Heartbeats heartbeats,
            JdbcTemplate database,
            JdbcTransactionManager transactions,
            Serializer serializer) {
        this.projections = projections;
        this.firstBuild = firstBuild;
        this.events = events;
        var tokens = new ProjectionTokens(database, serializer, projections.stream().map(Projection::table).toList());
        around = new BatchFolding.Around(tokens, deadLetters, progress, database, readCommitted(transactions));
        heartbeat = heartbeats.of("projections", LONGEST_ROUND);
    }

    /** Whoever takes a lock and reads then has to see what was committed before it got it, whatever the server's default is. */
    private static TransactionOperations readCommitted(JdbcTransactionManager transactions) {
        var template = new TransactionTemplate(transactions);
        template.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        return template;
    }

    private void run(Thread before) {
        try {
            before.join(); // which gives up claims of the same owner
            awaitBuilders();
            while (isToRun()) {
                Duration pause = round();
                heartbeatUnlessStopped();
                pause(pause);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Mostly there is nothing to build, so that all are claimed together from the start. */
    private void awaitBuilders() throws InterruptedException {
        long end = System.nanoTime() + ROUND.toNanos();
        for (Thread builder : builders) {
            builder.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        }
    }

    /** How long to wait for the next. */
    private Duration round() throws InterruptedException {
        try {
            boolean again = feed();
            failure = "";
            return again ? Duration.ZERO : ROUND;
        } catch (ClaimLost e) {
            LOG.debug("{}", e.getMessage());
        } catch (RuntimeException | StackOverflowError | LinkageError e) { // whatever it was, the next round may do better
            tell(e);
        }
        return ROUND;
    }

    /** A failure that goes on is told once. What a database or an event says is not told. */
    private void tell(Throwable e) {
        String now = PoisonEvents.describe(e);
        if (isToRun() && !now.equals(failure)) {
            LOG.warn("Projections can't be fed for now, which is tried again twice a second: {}", now);
        }
        LOG.debug("Projections can't be fed", e);
        failure = now;
    }

    /** Whether there is more to be claimed at once. */
    private boolean feed() throws InterruptedException {
        Map<String, Long> held = claim();
        if (held.isEmpty()) {
            return false;
        }
        boolean more = false;
        try {
            more = follow(new BatchFolding(projections, held, around));
            return more;
        } finally {
            if (!more) {
                giveUp(held.keySet());
            }
        }
    }

    private Map<String, Long> claim() {
        Set<String> free = claimable();
        return free.isEmpty() ? Map.of() : inTransaction(() -> around.tokens().claim(free));
    }

    /** With those that this instance has claimed already; none where all are for another instance of this release. */
    private Set<String> claimable() {
        Set<String> ready = Set.copyOf(built);
        ProjectionTokens.Claims claims = inTransaction(() -> around.tokens().look(ready));
        return claims.areForPeer() ? Set.of() : claims.free();
    }

    private void extend(Map<String, Long> positions) {
        if (!inTransaction(() -> around.tokens().extend(positions))) {
            throw new ClaimLost();
        }
    }

    /** Returns when this instance is stopped or has lost a claim; with true where it can have more claims than it has. */
    private boolean follow(BatchFolding folding) throws InterruptedException {
        try (Reading opened = events.after(folding.position())) {
            reading = opened;
            long roundEnds = System.nanoTime() + ROUND.toNanos();
            while (isToRun()) {
                Batch batch = opened.next(Duration.ofNanos(Math.max(0, roundEnds - System.nanoTime())));
                if (batch != null) {
                    fold(folding, batch);
                }
                heartbeatUnlessStopped();
                if (System.nanoTime() >= roundEnds) {
                    roundEnds = System.nanoTime() + ROUND.toNanos();
                    extend(folding.positions());
                    Set<String> free = folding.tables().size() < built.size() ? claimable() : folding.tables();
                    if (!folding.tables().equals(free)) {
                        return !free.isEmpty();
                    }
                }
            }
            return false;
        } finally {
            reading = null;
        }
    }

    private static void fold(BatchFolding folding, Batch batch) {
        long start = System.nanoTime();
        folding.fold(batch);
        LockSupport.parkNanos(Math.min(System.nanoTime() - start, LONGEST_PACE.toNanos()));
    }

    /** Where that fails, the claims expire. */
    private void giveUp(Set<String> held) {
        try {
            inTransaction(() -> {
                around.tokens().release(held);
                return true;
            });
        } catch (RuntimeException e) {
            LOG.debug("Claims could not be given up", e);
        }
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(around.transaction().execute(_ -> work.get()));
    }

    private void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (isToRun() && System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private boolean isToRun() {
        return running && Thread.currentThread().equals(thread);
    }

    /** As often as it takes: a database that fails now may do better in a moment. */
    private void build(Projection<?> projection) {
        try {
            while (running && !tryToBuild(projection)) {
                Thread.sleep(ROUND);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean tryToBuild(Projection<?> projection) throws InterruptedException {
        try {
            firstBuild.complete(projection);
            built.add(projection.table());
            return true;
        } catch (RuntimeException e) {
            LOG.debug("Projection {} can't be fed yet", projection.table(), e);
            return false;
        }
    }

    private synchronized void heartbeatUnlessStopped() {
        if (isToRun()) {
            heartbeat.beat();
        }
    }

    @Override
    public Stage stage() {
        return Stage.FOLDING;
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        running = true;
        built.clear();
        heartbeat.beat();
        builders = projections.stream()
                .map(projection -> Thread.ofPlatform().daemon().name("building of " + projection.table()).start(() -> build(projection)))
                .toList();
        Thread before = thread;
        thread = Thread.ofPlatform().daemon().name("projections").unstarted(() -> run(before));
        thread.start();
    }

    @Override
    public synchronized void stop() {
        running = false;
        heartbeat.rest();
        builders.forEach(Thread::interrupt);
        Reading open = reading;
        if (open != null) {
            open.close();
        }
        LockSupport.unpark(thread);
    }

    /** Returns when the claims have been given up. */
    @Override
    public void stop(Runnable callback) {
        stop();
        try {
            if (!thread.join(LONGEST_STOP)) {
                LOG.warn("A batch of events takes long: the claims on projections expire by themselves");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        callback.run();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public boolean hasEnded() {
        return !thread.isAlive() && builders.stream().noneMatch(Thread::isAlive);
    }

    /** It begins before requests come in, and ends after the last. */
    @Override
    public int getPhase() {
        return 0;
    }
}
