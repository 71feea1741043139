package io.taskledger.connection;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts those that are refused before their head is read: no other metric knows of them. */
@Component
final class RefusedRequests implements MeterBinder {

    enum Cause {
        /** The instance has as many under way as it can. */
        UNDER_WAY,
        /** It waits for the rests of as many heads as it can, and for that of this one longest. */
        INCOMPLETE,
        /** The head took too long. */
        LATE,
        /** The head is too large. */
        TOO_LARGE
    }

    private final Map<Cause, LongAdder> counts = new EnumMap<>(Cause.class);

    RefusedRequests() {
        for (Cause cause : Cause.values()) {
            counts.put(cause, new LongAdder());
        }
    }

    void count(Cause cause) {
        Objects.requireNonNull(counts.get(cause)).increment();
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        counts.forEach((cause, count) -> FunctionCounter.builder("requests_refused", count, LongAdder::sum)
                .tag("cause", cause.name().toLowerCase(Locale.ROOT))
                .description("Requests refused before their head was read")
                .register(meters));
    }
}
