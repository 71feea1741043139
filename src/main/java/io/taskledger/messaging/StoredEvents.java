package io.taskledger.messaging;

import io.taskledger.eventstore.EventScan;
import io.taskledger.query.projection.Delivery;
import io.taskledger.query.projection.EventSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Gives the query side the events of the command side's store: the two sides don't know each other. */
record StoredEvents(EventScan scan) implements EventSource {

    @Override
    public UUID epochId() {
        return scan.epochId();
    }

    @Override
    public boolean holds(long position, UUID event) {
        return scan.byPosition(position - 1, position, 1).stream().anyMatch(stored -> stored.getIdentifier().equals(event.toString()));
    }

    @Override
    public long last() {
        return scan.last();
    }

    @Override
    public long head() {
        return scan.head();
    }

    @Override
    public Page byTask(@Nullable Place after, long upTo, int limit) {
        return page(scan.byAggregate(after == null ? "" : after.task(), after == null ? -1 : after.version(), upTo, limit));
    }

    @Override
    public Page ofTask(Place after, long upTo, int limit) {
        return page(scan.ofAggregate(after.task(), after.version(), upTo, limit));
    }

    @Override
    public Page byPosition(long after, long upTo, int limit) {
        return page(scan.byPosition(after, upTo, limit));
    }

    private static Page page(List<? extends TrackedEventMessage<?>> events) {
        if (events.isEmpty()) {
            return new Page(List.of(), null, 0);
        }
        TrackedEventMessage<?> last = events.getLast();
        var place = (DomainEventMessage<?>) last;
        return new Page(
                events.stream().map(Delivery::of).flatMap(Optional::stream).toList(),
                new Place(place.getAggregateIdentifier(), place.getSequenceNumber()),
                last.trackingToken().position().orElseThrow());
    }
}
