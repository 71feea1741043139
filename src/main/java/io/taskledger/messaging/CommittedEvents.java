package io.taskledger.messaging;

import io.taskledger.eventstore.EventPages;
import io.taskledger.eventstore.PostgresEventStore;
import io.taskledger.query.projection.Delivery;
import io.taskledger.query.projection.LiveEvents;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Gives the query side the events of the command side's store as they are committed. */
record CommittedEvents(PostgresEventStore store) implements LiveEvents {

    @Override
    public Reading after(long position) {
        EventPages pages = store.pagesAfter(position);
        return new Reading() {
            @Override
            public @Nullable Batch next(Duration patience) throws InterruptedException {
                List<TrackedEventMessage<?>> page = pages.next(patience);
                return page.isEmpty() ? null : batch(page);
            }

            @Override
            public void close() {
                pages.close();
            }
        };
    }

    private static Batch batch(List<TrackedEventMessage<?>> page) {
        return new Batch(
                page.stream().map(Delivery::of).flatMap(Optional::stream).toList(),
                page.getLast().trackingToken().position().orElseThrow());
    }
}
