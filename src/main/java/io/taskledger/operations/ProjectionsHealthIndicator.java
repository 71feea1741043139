package io.taskledger.operations;

import io.taskledger.idle.InstanceSleep;
import io.taskledger.query.projection.ProgressPoll;
import io.taskledger.query.projection.Projection;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Not ready while a projection is so far behind the events that its readers would miss much, or something old; nor before it has caught
 * up for the first time. An instance that sleeps is ready: it had nothing to fold when it fell asleep, and catches up before it answers.
 */
@Component
class ProjectionsHealthIndicator extends AbstractHealthIndicator {

    private final RecentLag lag;
    private final InstanceSleep sleep;
    private final ProgressPoll poll;
    private final List<Projection<?>> projections;

    ProjectionsHealthIndicator(RecentLag lag, InstanceSleep sleep, ProgressPoll poll, List<Projection<?>> projections) {
        this.lag = lag;
        this.sleep = sleep;
        this.poll = poll;
        this.projections = projections;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        boolean asleep = sleep.isAsleep();
        health.up().withDetail("idle", asleep);
        if (asleep) {
            return;
        }
        projections.forEach(projection -> lag.ask(projection, Duration.ZERO)); // of all at once
        for (Projection<?> projection : projections) {
            lag.ask(projection, RecentLag.PATIENCE).answer().ifPresentOrElse(
                    behind -> tell(health, projection, behind),
                    () -> health.outOfService().withDetail(projection.table(), "PostgreSQL does not say how far it is behind"));
        }
    }

    private void tell(Health.Builder health, Projection<?> projection, ProjectionLag.Lag behind) {
        boolean served = poll.isServed(projection);
        health.withDetail(projection.table(), Map.of(
                "events_behind", behind.events(), "seconds_behind", behind.seconds(),
                "dead_letters", behind.deadLetters(), "served", served));
        if (!served || behind.isTooMuch()) {
            health.outOfService();
        }
    }
}
