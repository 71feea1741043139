package io.taskledger.query.rebuild;

import io.taskledger.kernel.BackgroundWork;
import io.taskledger.kernel.Heartbeat;
import io.taskledger.kernel.Heartbeats;
import io.taskledger.kernel.Occupation;
import io.taskledger.query.projection.EventSource;
import io.taskledger.query.projection.MaintenanceDatabase;
import io.taskledger.query.projection.PoisonEvents;
import io.taskledger.query.projection.PositionTable;
import io.taskledger.query.projection.Projection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Carries out rebuilds and verifications that no other instance does, and goes on with those of instances that are gone. */
@Component
@Profile("!command-line | rebuilding") // a command that only looks takes no work
class ProjectionJobs implements SmartLifecycle, BackgroundWork, Occupation {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionJobs.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final Duration LONGEST_ROUND = Duration.ofSeconds(10);

    /** A line every five seconds tells how far it is. */
    private static final int ROUNDS_BETWEEN_LINES = 10;

    private final List<Projection<?>> projections;
    private final JobTable jobs;
    private final JobRun.Surroundings around;
    private final Heartbeat heartbeat;
    private final UUID self = UUID.randomUUID();
    private final Map<UUID, Job> running = new ConcurrentHashMap<>();
    private volatile boolean open;
    private volatile Thread watcher = new Thread();

    ProjectionJobs(
            List<Projection<?>> projections,
            JobTable jobs,
            EventSource events,
            PositionTable positions,
            MaintenanceDatabase database,
            FirstPosition firstPosition,
            Heartbeats heartbeats) {
        this.projections = projections;
        this.jobs = jobs;
        heartbeat = heartbeats.of("projection jobs", LONGEST_ROUND);
        around = new JobRun.Surroundings(jobs, events, positions, database, firstPosition);
    }

    private void watch() {
        for (int round = 1; open && Thread.currentThread().equals(watcher); round++) {
            try {
                boolean tell = round % ROUNDS_BETWEEN_LINES == 0;
                running.values().forEach(job -> keep(job, tell));
                jobs.take(self, projections.stream().map(Projection::table).toList()).ifPresent(this::begin);
                heartbeat.beat();
            } catch (RuntimeException e) { // whatever it was, the next look may do better
                LOG.debug("Rebuilds could not be looked for", e);
            }
            pause();
        }
    }

    private void keep(Job job, boolean tell) {
        if (jobs.extend(job, self) && tell) {
            jobs.last(projection(job), job.kind()).ifPresent(now -> LOG.info("{} of projection {}: {}, {} of about {} events",
                    job.kind().text(), job.projection(), now.phase().text(), now.folded(), now.upTo()));
        }
    }

    private void begin(Job job) {
        Projection<?> projection = projection(job);
        running.put(job.id(), job);
        var _ = Thread.ofPlatform().daemon().name(job.kind().text() + " of " + job.projection()).start(() -> {
            try {
                run(projection, job);
            } finally {
                running.remove(job.id());
            }
        });
    }

    private Projection<?> projection(Job job) {
        return projections.stream().filter(one -> one.table().equals(job.projection())).findFirst().orElseThrow();
    }

    private void run(Projection<?> projection, Job job) {
        LOG.info("{} of projection {} {}", job.kind().text(), job.projection(), job.folded() == 0 ? "begins" : "goes on after " + job.folded() + " events");
        try {
            new JobRun<>(projection, job, self, around).complete();
            LOG.info("{} of projection {} is done: {}", job.kind().text(), job.projection(), jobs.last(projection, job.kind()).map(Job::summary).orElse(""));
        } catch (LostJob e) {
            LOG.warn("{} of projection {} ends here: {}", job.kind().text(), job.projection(), e.getMessage());
            tidy(projection, job);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            fail(projection, job, e);
        }
    }

    /** What an event is to blame for comes again; anything else may pass, and another try goes on where this one ended. */
    private void fail(Projection<?> projection, Job job, RuntimeException e) {
        String cause = e instanceof NothingToCompare ? String.valueOf(e.getMessage()) : PoisonEvents.describe(e);
        if (!PoisonEvents.isToBlame(e)) {
            LOG.warn("{} of projection {} was interrupted, and will go on: {}", job.kind().text(), job.projection(), cause);
            return;
        }
        LOG.error("{} of projection {} failed: {}", job.kind().text(), job.projection(), cause);
        try {
            jobs.finish(job, self, Job.Status.FAILED, cause);
            tidy(projection, job);
        } catch (DataAccessException | LostJob _) {
            LOG.warn("That it failed could not be noted: it will be tried again");
        }
    }

    /** What was built is of no use, unless another instance goes on with it. */
    private void tidy(Projection<?> projection, Job job) {
        try {
            around.database().transaction().executeWithoutResult(_ -> {
                if (jobs.hasEndedInVain(job)) {
                    new Scratch(projection, around.database()).drop();
                }
            });
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("The next one drops what is left of it", e);
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            if (Thread.currentThread().equals(watcher)) {
                open = false;
            }
        }
    }

    @Override
    public boolean isBusy() {
        return !running.isEmpty();
    }

    @Override
    public Stage stage() {
        return Stage.LOOKING;
    }

    @Override
    public synchronized void start() {
        open = true;
        heartbeat.beat();
        watcher = Thread.ofPlatform().daemon().name("projection-jobs").unstarted(this::watch);
        watcher.start();
    }

    /** What runs ends with its connections; another instance goes on with it. */
    @Override
    public synchronized void stop() {
        open = false;
        heartbeat.rest();
        watcher.interrupt();
    }

    @Override
    public boolean isRunning() {
        return open;
    }

    /** Whether no more jobs are taken: one that runs goes on, and keeps the instance busy. */
    @Override
    public boolean hasEnded() {
        return !watcher.isAlive();
    }
}
