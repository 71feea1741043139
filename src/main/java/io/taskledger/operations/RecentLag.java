package io.taskledger.operations;

import io.taskledger.kernel.BackgroundWork;
import io.taskledger.query.projection.Projection;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How far the projections are behind, for probes and metrics. Those keep no instance awake: they are answered by a thread that no request has, and while
 * the instance sleeps by what was found out as it fell asleep.
 */
@Component
class RecentLag implements BackgroundWork {

    private final ProjectionLag lag;
    private final List<Projection<?>> projections;
    private final Map<String, CompletableFuture<ProjectionLag.Lag>> latest = new ConcurrentHashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private boolean running = true;

    RecentLag(ProjectionLag lag, List<Projection<?>> projections) {
        this.lag = lag;
        this.projections = projections;
    }

    /** Asks PostgreSQL, unless the instance sleeps. */
    synchronized CompletableFuture<ProjectionLag.Lag> of(Projection<?> projection) {
        return running ? ask(projection) : latest.getOrDefault(projection.table(), new CompletableFuture<>());
    }

    private CompletableFuture<ProjectionLag.Lag> ask(Projection<?> projection) {
        underWay.incrementAndGet();
        var asked = CompletableFuture.supplyAsync(() -> lag.of(projection), Thread.ofVirtual()::start)
                .whenComplete((_, _) -> underWay.decrementAndGet());
        latest.put(projection.table(), asked);
        return asked;
    }

    @Override
    public Stage stage() {
        return Stage.LOOKING;
    }

    @Override
    public synchronized void start() {
        running = true;
    }

    @Override
    public synchronized void stop() {
        if (running) {
            for (Projection<?> projection : projections) {
                var _ = ask(projection);
            }
            running = false;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }

    @Override
    public boolean hasEnded() {
        return underWay.get() == 0;
    }
}
