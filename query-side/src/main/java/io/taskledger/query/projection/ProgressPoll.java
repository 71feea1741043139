package io.taskledger.query.projection;

import io.taskledger.kernel.BackgroundWork;
import io.taskledger.kernel.Heartbeat;
import io.taskledger.kernel.Heartbeats;
import io.taskledger.kernel.Occupation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks where all projections are, once in {@link #PAUSE} for the whole instance; and says that this instance's own are served once they have
 * caught up. Commands on other instances have then {@link #NOTICE} to begin to wait for them, too, before this one is ready.
 */
@Component
@Profile("!command-line") // which answers no queries
public class ProgressPoll implements SmartLifecycle, BackgroundWork, Occupation {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressPoll.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration PAUSE_UNTIL_SERVED = Duration.ofMillis(50);
    private static final Duration BETWEEN_CLAIMS = Duration.ofMillis(20);
    private static final Duration NOTICE = Duration.ofMillis(1500);
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(10);

    /** Folded within the two seconds that commands wait. */
    private static final long CAUGHT_UP = 1_000;

    private final PositionTable positions;
    private final ProjectionProgress progress;
    private final EventSource events;
    private final List<Projection<?>> projections;
    private final Heartbeat heartbeat;
    private final Map<String, Long> readyAt = new ConcurrentHashMap<>();
    private volatile boolean nothingLeft;
    private long last;
    private volatile boolean running;
    private volatile Thread thread = new Thread();

    ProgressPoll(
            PositionTable positions,
            ProjectionProgress progress,
            EventSource events,
            List<Projection<?>> projections,
            Heartbeats heartbeats) {
        this.positions = positions;
        this.progress = progress;
        this.events = events;
        this.projections = projections;
        heartbeat = heartbeats.of("progress poll", LONGEST_ROUND);
    }

    /** Whether queries of this instance may be asked: the projection has caught up once, and every instance's commands wait for it. */
    public boolean isServed(Projection<?> projection) {
        Long at = readyAt.get(projection.table());
        return at != null && System.nanoTime() - at >= 0;
    }

    private void run() {
        while (running && Thread.currentThread().equals(thread)) {
            try {
                look();
                heartbeat.beat();
            } catch (RuntimeException e) { // whatever it was, the next look may do better
                if (running) { // otherwise the stop interrupted it
                    nothingLeft = false;
                }
                LOG.debug("Where the projections are could not be looked up", e);
            }
            pause();
        }
    }

    private void look() {
        Map<String, Progress> before = progress.known();
        List<PositionTable.Entry> entries = positions.all();
        progress.look(entries, before);
        boolean alone = entries.stream().noneMatch(PositionTable.Entry::served); // else other instances may serve, without this one's
        for (PositionTable.Entry entry : entries) {
            String projection = entry.progress().projection();
            if (isOwn(entry) && !readyAt.containsKey(projection)) {
                if (entry.served()) {
                    readyAt.put(projection, System.nanoTime());
                } else if (entry.progress().position() >= events.head() - CAUGHT_UP) {
                    positions.serve(projection);
                    readyAt.put(projection, System.nanoTime() + (alone ? Duration.ZERO : NOTICE).toNanos());
                }
            }
        }
        nothingLeft = isNothingLeft(entries);
    }

    /**
     * Whether all of this release's projections are at the last event. While instances of another release store events, which nobody else folds into
     * this release's tables, there are more to come.
     */
    private boolean isNothingLeft(List<PositionTable.Entry> entries) {
        long before = last;
        last = events.last();
        return entries.stream().filter(entry -> isOwn(entry) && entry.progress().position() == last).count() == projections.size()
                && (last == before || entries.stream().noneMatch(entry -> !isOwn(entry) && entry.served() && entry.fed()));
    }

    /** Until this instance serves all of its projections and, at the last look, they had no event left to fold. */
    @Override
    public boolean isBusy() {
        return !nothingLeft || !projections.stream().allMatch(this::isServed);
    }

    private boolean isOwn(PositionTable.Entry entry) {
        return projections.stream().anyMatch(projection -> projection.table().equals(entry.progress().projection()));
    }

    private void pause() {
        try {
            Thread.sleep(readyAt.size() < projections.size() ? PAUSE_UNTIL_SERVED : PAUSE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            if (Thread.currentThread().equals(thread)) {
                running = false;
            }
        }
    }

    @Override
    public Stage stage() {
        return Stage.LOOKING;
    }

    /** What this instance knew may have changed while it was stopped: a command waits for the first look. */
    @Override
    public synchronized void start() {
        progress.forget();
        nothingLeft = false;
        running = true;
        heartbeat.beat();
        thread = Thread.ofPlatform().daemon().name("projection-progress").unstarted(this::run);
        thread.start();
    }

    @Override
    public synchronized void stop() {
        running = false;
        heartbeat.rest();
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public boolean hasEnded() {
        return !thread.isAlive();
    }

    /**
     * Waits, as long as a command would, until queries show what was stored while this instance was stopped, by whichever release; and
     * until some instance folds again, so that nobody is told that a projection is stopped.
     */
    @Override
    public void catchUp() {
        try {
            CompletableFuture.runAsync(this::awaitFolding, Thread.ofVirtual()::start)
                    .get(ProjectionProgress.PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) { // readiness says so from now on
            LOG.debug("The projections have not caught up yet", e);
        }
    }

    private void awaitFolding() {
        long deadline = System.nanoTime() + ProjectionProgress.PATIENCE.toNanos();
        progress.awaitPosition(events.head());
        while (!positions.all().stream().filter(this::isOwn).allMatch(PositionTable.Entry::fed) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(BETWEEN_CLAIMS.toNanos());
        }
    }

    /** It begins before requests come in, and ends after the last. */
    @Override
    public int getPhase() {
        return 0;
    }
}
