package io.taskledger.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.taskledger.eventstore.EventStoreMonitor;
import io.taskledger.eventstore.WakeUpCause;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts what the event store does. */
@Component
class EventStoreMetrics implements EventStoreMonitor {

    private final Timer appends;
    private final Counter events;
    private final Counter conflicts;
    private final Map<WakeUpCause, Counter> wakeUps = new EnumMap<>(WakeUpCause.class);

    EventStoreMetrics(MeterRegistry meters) {
        appends = Timer.builder("event_store_append")
                .description("Commits of events, from asking for it until it is done")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        events = Counter.builder("event_store_appended_events").description("Events appended").register(meters);
        conflicts = Counter.builder("event_store_conflicts")
                .description("Commits of events that were refused, since a version of theirs was taken")
                .register(meters);
        for (WakeUpCause cause : WakeUpCause.values()) {
            wakeUps.put(cause, Counter.builder("event_store_wake_ups")
                    .description("Times that readers of events were told to look, by why")
                    .tag("cause", cause.name().toLowerCase(Locale.ROOT))
                    .register(meters));
        }
    }

    @Override
    public void appended(int count, Duration took) {
        appends.record(took);
        events.increment(count);
    }

    @Override
    public void conflicted() {
        conflicts.increment();
    }

    @Override
    public void woke(WakeUpCause cause) {
        Counter counter = wakeUps.get(cause);
        if (counter != null) {
            counter.increment();
        }
    }
}
