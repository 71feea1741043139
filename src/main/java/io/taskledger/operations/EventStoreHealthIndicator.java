package io.taskledger.operations;

import io.taskledger.eventstore.PostgresEventStore;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

import java.time.Duration;

/** Not ready while a transaction that may have drawn a position stays open, so that no reader gets past it. */
@Component
class EventStoreHealthIndicator extends AbstractHealthIndicator {

    /** Longer than any transaction of ours may take ({@link io.taskledger.eventstore.TransactionBounds#DEFAULT}). */
    private static final Duration TOO_LONG = Duration.ofSeconds(15);

    private final PostgresEventStore store;

    EventStoreHealthIndicator(PostgresEventStore store) {
        this.store = store;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Duration hole = store.oldestHole();
        health.up().withDetail("oldest_hole_seconds", hole.toSeconds()).withDetail("listening", store.isListening());
        if (hole.compareTo(TOO_LONG) > 0) {
            health.outOfService();
        }
    }
}
