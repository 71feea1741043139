package io.taskledger.operations;

import io.taskledger.kernel.SecondRead;
import io.taskledger.query.projection.DeadLetters;
import io.taskledger.query.projection.Projection;
import io.taskledger.query.rebuild.NoSuchProjection;
import io.taskledger.query.rebuild.Rebuilds;
import org.springframework.stereotype.Component;

import java.util.List;

/** Says of every projection of this release how it is. */
@Component
class ProjectionReports {

    /** Dead letters that are named; all are counted. */
    private static final int NAMED = 20;

    private final List<Projection<?>> projections;
    private final ProjectionLag lag;
    private final DeadLetters deadLetters;
    private final Rebuilds rebuilds;

    ProjectionReports(List<Projection<?>> projections, ProjectionLag lag, DeadLetters deadLetters, Rebuilds rebuilds) {
        this.projections = projections;
        this.lag = lag;
        this.deadLetters = deadLetters;
        this.rebuilds = rebuilds;
    }

    List<ProjectionReport> all() {
        return projections.stream().map(this::report).toList();
    }

    /** @throws NoSuchProjection where none is called that */
    Projection<?> named(String name) {
        return projections.stream()
                .filter(projection -> projection.isCalled(name))
                .findFirst()
                .orElseThrow(NoSuchProjection::new);
    }

    private ProjectionReport report(Projection<?> projection) {
        ProjectionLag.Lag behind = lag.of(projection);
        return new ProjectionReport(
                projection.name(),
                projection.version(),
                behind.status(),
                behind.position(),
                behind.last(),
                behind.events(),
                behind.seconds(),
                behind.deadLetters(),
                SecondRead.ifConnectionDied(() -> deadLetters.first(projection, NAMED)),
                rebuilds.running(projection).map(JobReport::of).orElse(null));
    }
}
