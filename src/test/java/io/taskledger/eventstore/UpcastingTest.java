package io.taskledger.eventstore;

import static io.taskledger.eventstore.EventStoreFixture.event;
import static io.taskledger.eventstore.EventStoreFixture.eventOfNoAggregate;
import static io.taskledger.eventstore.EventStoreFixture.events;
import static io.taskledger.eventstore.EventStoreFixture.newDatabase;
import static io.taskledger.eventstore.EventStoreFixture.payloads;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.eventstore.EventStoreFixture.Counted;
import io.taskledger.eventstore.EventStoreFixture.Noted;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Upcasters stand between the rows and all who read them, and may make none, one or several events of one. */
class UpcastingTest {

    private static final EventUpcaster COUNTED_IS_GONE = events -> events.filter(event -> !isCounted(event));
    private static final EventUpcaster COUNTED_IS_TWO = events -> events.flatMap(
            event -> isCounted(event) ? Stream.of(event, event) : Stream.of(event));
    private static final EventUpcaster BY_ANN = events -> events.map(event -> event.upcast(
            event.getType(), JsonNode.class, payload -> payload, metaData -> metaData.and("actor", "ann")));

    @Test
    void a_dropped_event_is_in_no_stream() {
        with(COUNTED_IS_GONE, engine -> {
            engine.appendEvents(event("milk", 0), event("milk", 1, new Counted(1)), event("milk", 2));
            engine.appendEvents(eventOfNoAggregate(new Counted(2)));

            assertThat(payloads(engine.readEvents("milk").asStream())).containsExactly(new Noted("event 0"), new Noted("event 2"));
            assertThat(payloads(engine.readEvents(null, false))).containsExactly(new Noted("event 0"), new Noted("event 2"));
        });
    }

    @Test
    void a_dropped_event_counts_as_the_last_version_all_the_same() {
        with(COUNTED_IS_GONE, engine -> {
            engine.appendEvents(event("milk", 0), event("milk", 1, new Counted(1)));

            DomainEventStream read = engine.readEvents("milk");

            assertThat(read.asStream()).hasSize(1);
            assertThat(read.getLastSequenceNumber()).isEqualTo(1);
        });
    }

    @Test
    void an_event_that_was_made_two_is_read_twice_under_one_position() {
        with(COUNTED_IS_TWO, engine -> {
            engine.appendEvents(event("milk", 0), event("milk", 1, new Counted(1)), event("milk", 2));

            assertThat(engine.readEvents("milk").asStream().map(DomainEventMessage::getSequenceNumber)).containsExactly(0L, 1L, 1L, 2L);
            assertThat(engine.readEvents(null, false).map(TrackedEventMessage::trackingToken)).containsExactly(
                    position(1), position(2), position(2), position(3));
            assertThat(engine.readEvents(position(2), false)).hasSize(1);
        });
    }

    @Test
    void metadata_can_be_added() {
        with(BY_ANN, engine -> {
            engine.appendEvents(event("milk", 0).withMetaData(Map.of("request_id", "r-1")));

            assertThat(engine.readEvents("milk").next().getMetaData()).containsOnlyKeys("request_id", "actor");
            assertThat(engine.readEvents(null, false).findFirst()).hasValueSatisfying(
                    event -> assertThat(event.getMetaData()).containsOnlyKeys("request_id", "actor"));
        });
    }

    @Test
    void a_snapshot_is_upcast_too() {
        with(BY_ANN, engine -> {
            engine.storeSnapshot(event("milk", 0));

            assertThat(engine.readSnapshot("milk")).hasValueSatisfying(snapshot -> assertThat(snapshot.getMetaData()).containsKey("actor"));
            assertThat(engine.load("milk").next().getMetaData()).containsKey("actor");
        });
    }

    @Test
    void pages_of_dropped_events_do_not_end_a_stream() throws InterruptedException {
        try (var fixture = with(COUNTED_IS_GONE);
                PostgresEventStore store = fixture.startStore();
                TrackingEventStream stream = store.openStream(null)) {
            fixture.engine().appendEvents(events("milk", 0, 1_200).stream()
                    .map(event -> event(event.getAggregateIdentifier(), event.getSequenceNumber(), new Counted(1))).toList());
            fixture.engine().appendEvents(event("milk", 1_200));

            assertThat(stream.nextAvailable().getPayload()).isEqualTo(new Noted("event 1200"));
            assertThat(payloads(fixture.engine().readEvents(null, false))).containsExactly(new Noted("event 1200"));
            assertThat(payloads(fixture.engine().readEvents("milk").asStream())).containsExactly(new Noted("event 1200"));
        }
    }

    private static void with(EventUpcaster upcaster, Consumer<PostgresEventStorageEngine> test) {
        try (var fixture = with(upcaster)) {
            test.accept(fixture.engine());
        }
    }

    private static EventStoreFixture with(EventUpcaster upcaster) {
        return new EventStoreFixture(newDatabase(), TransactionBounds.DEFAULT, EventStoreFixture.format().with(upcaster));
    }

    private static boolean isCounted(IntermediateEventRepresentation event) {
        return event.getType().getName().equals("Counted");
    }

    private static TrackingToken position(long number) {
        return new GlobalSequenceTrackingToken(number);
    }
}
