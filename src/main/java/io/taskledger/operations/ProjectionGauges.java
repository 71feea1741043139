package io.taskledger.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.taskledger.query.projection.Projection;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;

/** How the projections stand. */
@Component
class ProjectionGauges implements MeterBinder {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Map<String, Sample> samples = new ConcurrentHashMap<>();
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

    /** A database that doesn't answer leaves a hole in the curve, and does not keep all else from being measured. */
    private double measured(Projection<?> projection, ToDoubleFunction<ProjectionLag.Lag> value) {
        try {
            return value.applyAsDouble(sample(projection).lag.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Double.NaN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Double.NaN;
        }
    }

    /** One for all gauges of a scrape; and no other is begun while it has no answer. */
    private Sample sample(Projection<?> projection) {
        return Objects.requireNonNull(samples.compute(projection.table(), (_, before) -> before != null && before.isGood()
                ? before
                : new Sample(lag.of(projection), System.nanoTime())));
    }

    private record Sample(CompletableFuture<ProjectionLag.Lag> lag, long since) {

        boolean isGood() {
            return !lag.isDone() || System.nanoTime() - since < PATIENCE.toNanos();
        }
    }
}
