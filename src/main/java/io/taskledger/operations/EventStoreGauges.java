package io.taskledger.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.taskledger.eventstore.PostgresEventStore;
import org.springframework.stereotype.Component;

/** How the event store stands. */
@Component
class EventStoreGauges implements MeterBinder {

    private final PostgresEventStore store;

    EventStoreGauges(PostgresEventStore store) {
        this.store = store;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("event_store_last_position", store, PostgresEventStore::lastPosition)
                .description("Position of the last event that was committed")
                .register(meters);
        Gauge.builder("event_store_head_position", store, PostgresEventStore::headPosition)
                .description("Position up to which every event can be delivered; behind the last while a hole is open")
                .register(meters);
        Gauge.builder("event_store_oldest_hole", () -> store.oldestHole().toNanos() / 1e9)
                .description("For how long some position before it has been open, so that readers wait")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("event_store_listening", () -> store.isListening() ? 1 : 0)
                .description("Whether commits of other instances wake this one at once; otherwise it polls for them")
                .register(meters);
    }
}
