package io.taskledger.operations;

import io.taskledger.idle.InstanceSleep;
import io.taskledger.kernel.Heartbeats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Not ready while a background loop has not ended a round for longer than one may take: what clients are told would grow old. An instance
 * that sleeps has no loops. Asks no database.
 */
@Component
class LoopsHealthIndicator extends AbstractHealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(LoopsHealthIndicator.class);

    private final Heartbeats heartbeats;
    private final InstanceSleep sleep;
    private final AtomicReference<Set<String>> told = new AtomicReference<>(Set.of());

    LoopsHealthIndicator(Heartbeats heartbeats, InstanceSleep sleep) {
        this.heartbeats = heartbeats;
        this.sleep = sleep;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Map<String, Duration> overdue = sleep.isAsleep() ? Map.of() : heartbeats.overdue();
        health.up();
        overdue.forEach((loop, since) -> health.outOfService().withDetail(loop, "no round has ended for " + since.toSeconds() + " s"));
        tell(Set.copyOf(overdue.keySet()));
    }

    /** The details are not for everybody who may ask whether the instance is ready. */
    private void tell(Set<String> overdue) {
        if (!told.getAndSet(overdue).equals(overdue)) {
            if (overdue.isEmpty()) {
                LOG.info("All loops end their rounds again");
            } else {
                LOG.warn("Not ready: no round has ended in time of {}", String.join(", ", overdue));
            }
        }
    }
}
