package io.taskledger.query.changes;

import io.taskledger.query.projection.EventSource;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.UUID;

/**
 * The event store's epoch, looked up at most every {@link #AGE}. Who is answered with the one before is told with their next question: no change
 * is lost by that.
 */
@Component
class StoreEpoch {

    private static final Duration AGE = Duration.ofMillis(500);

    private final EventSource events;
    private volatile Looked last = new Looked(new UUID(0, 0), System.nanoTime() - AGE.toNanos());

    StoreEpoch(EventSource events) {
        this.events = events;
    }

    UUID current() {
        Looked looked = last;
        if (System.nanoTime() - looked.at >= AGE.toNanos()) {
            long now = System.nanoTime();
            looked = new Looked(events.epochId(), now);
            last = looked;
        }
        return looked.epochId;
    }

    private record Looked(UUID epochId, long at) {}
}
