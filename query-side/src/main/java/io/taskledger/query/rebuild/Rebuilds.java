package io.taskledger.query.rebuild;

import io.taskledger.kernel.SecondRead;
import io.taskledger.query.projection.EventSource;
import io.taskledger.query.projection.FirstBuild;
import io.taskledger.query.projection.PositionTable;
import io.taskledger.query.projection.Projection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Orders rebuilds and verifications, which some instance then carries out. */
@Component
public class Rebuilds implements FirstBuild {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuilds.class);
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** The feed folds as many in a second or two. */
    private static final long FEW_EVENTS = 10_000;

    private final JobTable jobs;
    private final EventSource events;
    private final PositionTable positions;

    Rebuilds(JobTable jobs, EventSource events, PositionTable positions) {
        this.jobs = jobs;
        this.events = events;
        this.positions = positions;
    }

    /** False where one of the projection is running already. */
    public boolean order(Projection<?> projection, Job.Kind kind) {
        return jobs.add(projection, kind, events.head());
    }

    public boolean cancel(Projection<?> projection, Job.Kind kind) {
        return jobs.cancel(projection, kind);
    }

    public Optional<Job> last(Projection<?> projection, Job.Kind kind) {
        return SecondRead.ifConnectionDied(() -> jobs.last(projection, kind));
    }

    public Optional<Job> running(Projection<?> projection) {
        return Stream.of(Job.Kind.values()).flatMap(kind -> last(projection, kind).stream()).filter(Job::isRunning).findFirst();
    }

    /** A failure ends nothing: it comes of a database that is not there for a while, and nobody else would begin. */
    @Override
    public void complete(Projection<?> projection) throws InterruptedException {
        while (true) {
            try {
                if (isBegun(projection)) {
                    return;
                }
                if (hasFailed(projection)) {
                    LOG.warn("Projection {} is new, and can't be built at once: its events are folded one after the other", projection.table());
                    return;
                }
                if (order(projection, Job.Kind.REBUILD)) {
                    LOG.info("Projection {} is new, and its table is built from all events before it is read", projection.table());
                }
            } catch (RuntimeException e) {
                LOG.debug("Whether projection {} is new could not be looked up", projection.table(), e);
            }
            Thread.sleep(PAUSE);
        }
    }

    private boolean isBegun(Projection<?> projection) {
        return positions.of(projection).isPresent() || events.head() <= FEW_EVENTS;
    }

    /** At an event that can't be folded, which the feed then makes a dead letter. */
    private boolean hasFailed(Projection<?> projection) {
        return last(projection, Job.Kind.REBUILD).filter(job -> job.status() == Job.Status.FAILED).isPresent();
    }
}
