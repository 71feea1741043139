package io.taskledger.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.taskledger.query.projection.Projection;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** How the projections stand. */
@Component
class ProjectionGauges implements MeterBinder {

    private final RecentLag lag;
    private final List<Projection<?>> projections;

    ProjectionGauges(RecentLag lag, List<Projection<?>> projections) {
        this.lag = lag;
        this.projections = projections;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (Projection<?> projection : projections) {
            gauge(meters, "projection_position", "Position up to which the projection has folded every event", projection, ProjectionLag.Lag::position);
            gauge(meters, "projection_dead_letters", "Tasks that the projection left as they were at an event that it can't fold",
                    projection, ProjectionLag.Lag::deadLetters);
            gauge(meters, "projection_rebuild_progress", "How much of a rebuild or verification is done; not a number where none runs",
                    projection, ProjectionLag.Lag::rebuilt);
            gauge(meters, "projection_events_behind", "Committed events that the projection has not folded", projection, ProjectionLag.Lag::events);
            gauge(meters, "projection_behind_seconds", "Age of the oldest event that the projection has not folded", projection, ProjectionLag.Lag::seconds);
        }
    }

    private void gauge(MeterRegistry meters, String name, String description, Projection<?> projection, ToDoubleFunction<ProjectionLag.Lag> value) {
        Gauge.builder(name, () -> measured(projection, value)).description(description).tag("projection", projection.table()).register(meters);
    }

    /** One question for all gauges of a scrape. A database that doesn't answer leaves a hole in the curve. */
    private double measured(Projection<?> projection, ToDoubleFunction<ProjectionLag.Lag> value) {
        return lag.ask(projection, RecentLag.PATIENCE).answer().map(value::applyAsDouble).orElse(Double.NaN);
    }
}
