package io.taskledger.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.taskledger.eventstore.EventStoreMonitor;
import io.taskledger.eventstore.WakeUpCause;
import io.taskledger.kernel.Heartbeat;
import io.taskledger.kernel.Heartbeats;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts what the event store does. */
@Component
class EventStoreMetrics implements EventStoreMonitor {

    private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);

    /** Where a pooler keeps it from hearing anything, it tries anew once a minute. */
    private static final Duration LONGEST_LISTENING = Duration.ofSeconds(90);

    private final Timer appends;
    private final Counter events;
    private final Counter conflicts;
    private final Heartbeat looks;
    private final Heartbeat listener;
    private final Map<WakeUpCause, Counter> wakeUps = new EnumMap<>(WakeUpCause.class);

    EventStoreMetrics(MeterRegistry meters, Heartbeats heartbeats) {
        looks = heartbeats.of("event store look", LONGEST_LOOK);
        listener = heartbeats.of("event store listener", LONGEST_LISTENING);
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
    public void looked() {
        looks.beat();
    }

    @Override
    public void listened() {
        listener.beat();
    }

    @Override
    public void closed() {
        looks.rest();
        listener.rest();
    }

    @Override
    public void woke(WakeUpCause cause) {
        Counter counter = wakeUps.get(cause);
        if (counter != null) {
            counter.increment();
        }
    }
}
