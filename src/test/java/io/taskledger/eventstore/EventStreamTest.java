package io.taskledger.eventstore;

import static io.taskledger.eventstore.EventStoreFixture.event;
import static io.taskledger.eventstore.EventStoreFixture.events;
import static io.taskledger.eventstore.EventStoreFixture.newDatabase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** What Axon expects of a stream of the event store: each event once, in order, from any position. */
@Timeout(30)
class EventStreamTest {

    private final EventStoreFixture fixture = new EventStoreFixture(newDatabase());
    private final PostgresEventStore store = fixture.startStore();

    @AfterEach
    void close() {
        store.close();
        fixture.close();
    }

    @Test
    void events_are_delivered_once_and_in_order_those_that_were_there_and_those_that_come() throws InterruptedException {
        store.publish(events("milk", 0, 2));
        try (TrackingEventStream stream = store.openStream(null)) {
            assertThat(versions(stream, 2)).containsExactly(0L, 1L);
            assertThat(stream.hasNextAvailable()).isFalse();

            store.publish(events("milk", 2, 2));
            assertThat(versions(stream, 2)).containsExactly(2L, 3L);
            assertThat(stream.hasNextAvailable()).isFalse();
        }
    }

    @Test
    void a_look_at_the_next_event_does_not_take_it() throws InterruptedException {
        try (TrackingEventStream stream = store.openStream(null)) {
            assertThat(stream.peek()).isEmpty();

            store.publish(event("milk", 0), event("milk", 1));
            TrackedEventMessage<?> seen = stream.peek().orElseThrow();

            assertThat(stream.peek()).containsSame(seen);
            assertThat(stream.nextAvailable()).isSameAs(seen);
            assertThat(stream.peek()).hasValueSatisfying(next -> assertThat(next.getIdentifier()).isNotEqualTo(seen.getIdentifier()));
        }
    }

    @Test
    void a_stream_goes_on_after_the_token_of_the_last_event() throws InterruptedException {
        store.publish(events("milk", 0, 3));
        TrackingToken second;
        try (TrackingEventStream stream = store.openStream(null)) {
            assertThat(versions(stream, 1)).containsExactly(0L);
            second = stream.nextAvailable().trackingToken();
        }
        try (TrackingEventStream stream = store.openStream(second)) {
            assertThat(versions(stream, 1)).containsExactly(2L);
            assertThat(stream.hasNextAvailable()).isFalse();
        }
    }

    @Test
    void a_stream_is_read_over_many_pages() throws InterruptedException {
        int count = 1_001;
        store.publish(events("milk", 0, count));
        try (TrackingEventStream stream = store.openStream(null)) {
            assertThat(versions(stream, count)).isEqualTo(LongStream.range(0, count).boxed().toList());
            assertThat(stream.hasNextAvailable()).isFalse();
        }
    }

    @Test
    void a_position_beyond_the_last_event_is_of_another_store() {
        store.publish(event("milk", 0));

        assertThatExceptionOfType(EventStoreException.class).isThrownBy(() -> store.openStream(new GlobalSequenceTrackingToken(2)))
                .withMessageContaining("stands at position 2").withMessageContaining("the last event is 1");
    }

    private static List<Long> versions(TrackingEventStream stream, int count) throws InterruptedException {
        List<Long> versions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            versions.add(((DomainEventMessage<?>) stream.nextAvailable()).getSequenceNumber());
        }
        return versions;
    }
}
