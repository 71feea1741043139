package io.taskledger.query.projection;

import io.taskledger.kernel.TaskEvent;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * An event as it stands in the store.
 *
 * @param position in the order of all events
 * @param id of the event itself
 * @param version the task's version after it: 0 for its first event
 * @param at when it happened
 * @param origin what it came of, which is read only where somebody asks
 */
public record RecordedEvent(long position, UUID id, long version, Instant at, Supplier<Origin> origin, TaskEvent event) {

    /**
     * What an event came of.
     *
     * @param actor who caused it; null where nobody wrote that down
     * @param requestId of the HTTP request; null where nobody wrote that down
     */
    public record Origin(@Nullable String actor, @Nullable String requestId) {}
}
