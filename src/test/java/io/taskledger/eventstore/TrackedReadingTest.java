package io.taskledger.eventstore;

import static io.taskledger.eventstore.EventStoreFixture.event;
import static io.taskledger.eventstore.EventStoreFixture.eventOfNoAggregate;
import static io.taskledger.eventstore.EventStoreFixture.events;
import static io.taskledger.eventstore.EventStoreFixture.identifiers;
import static io.taskledger.eventstore.EventStoreFixture.newDatabase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.taskledger.eventstore.EventStoreFixture.Noted;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.MergedTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.UnknownSerializedType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What Axon expects of an engine whose events are read in the order of all, from any position. */
class TrackedReadingTest {

    private static final int PAGE = 500;

    private final EventStoreFixture fixture = new EventStoreFixture(newDatabase());
    private final PostgresEventStorageEngine engine = fixture.engine();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void events_of_all_aggregates_are_read_in_the_order_in_which_they_were_stored() {
        List<DomainEventMessage<?>> milk = events("milk", 0, 2);
        DomainEventMessage<?> bread = event("bread", 0);
        DomainEventMessage<?> third = event("milk", 2);
        engine.appendEvents(milk);
        engine.appendEvents(List.of(bread, third));

        assertThat(identifiers(read(null))).isEqualTo(identifiers(List.of(milk.get(0), milk.get(1), bread, third)));
    }

    @Test
    void each_event_comes_with_its_position_as_a_plain_number() {
        long last = engine.append(events("milk", 0, 3));

        assertThat(read(null).<TrackingToken>map(TrackedEventMessage::trackingToken)).containsExactly(
                new GlobalSequenceTrackingToken(last - 2),
                new GlobalSequenceTrackingToken(last - 1),
                new GlobalSequenceTrackingToken(last));
    }

    @Test
    void an_event_is_read_as_it_was_stored() {
        DomainEventMessage<?> stored = event("milk", 0, new Noted("ü"), Instant.parse("2026-02-03T04:05:06.123456Z"))
                .withMetaData(Map.of("actor", "ann"));
        engine.appendEvents(stored);

        assertThat(read(null)).singleElement().isInstanceOfSatisfying(DomainEventMessage.class, event -> {
            assertThat(event.getIdentifier()).isEqualTo(stored.getIdentifier());
            assertThat(event.getAggregateIdentifier()).isEqualTo("milk");
            assertThat(event.getSequenceNumber()).isZero();
            assertThat(event.getType()).isEqualTo("Note");
            assertThat(event.getTimestamp()).isEqualTo(stored.getTimestamp());
            assertThat(event.getPayload()).isEqualTo(new Noted("ü"));
            assertThat(event.getMetaData()).isEqualTo(stored.getMetaData());
        });
    }

    @Test
    void an_event_of_no_aggregate_is_read_as_such() {
        EventMessage<?> stored = eventOfNoAggregate(new Noted("alone")).withMetaData(Map.of("actor", "ann"));
        engine.appendEvents(event("milk", 0), stored, event("milk", 1));

        assertThat(read(null).skip(1).findFirst()).hasValueSatisfying(event -> {
            assertThat(event).isNotInstanceOf(DomainEventMessage.class);
            assertThat(event.getIdentifier()).isEqualTo(stored.getIdentifier());
            assertThat(event.getPayload()).isEqualTo(new Noted("alone"));
            assertThat(event.getMetaData()).isEqualTo(stored.getMetaData());
        });
        assertThat(read(null)).hasSize(3);
    }

    @Test
    void reading_goes_on_after_a_token() {
        List<DomainEventMessage<?>> stored = events("milk", 0, 4);
        engine.appendEvents(stored);
        TrackingToken first = read(null).findFirst().orElseThrow().trackingToken();

        assertThat(identifiers(read(first))).isEqualTo(identifiers(stored.subList(1, 4)));
    }

    @Test
    void reading_goes_on_after_the_lower_bound_of_a_token_of_several_positions() {
        engine.appendEvents(events("milk", 0, 4));
        List<TrackingToken> tokens = read(null).<TrackingToken>map(TrackedEventMessage::trackingToken).toList();

        assertThat(read(new MergedTrackingToken(tokens.get(2), tokens.get(1)))).hasSize(2);
        assertThat(read(ReplayToken.createReplayToken(tokens.get(3), tokens.get(0)))).hasSize(3);
        assertThat(read(ReplayToken.createReplayToken(tokens.get(3)))).hasSize(4);
    }

    @Test
    void a_token_of_another_kind_of_store_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> read(GapAwareTrackingToken.newInstance(3, List.of(1L))));
    }

    @ParameterizedTest
    @ValueSource(ints = {PAGE - 1, PAGE, PAGE + 1, 2 * PAGE, 2 * PAGE + 1})
    void a_store_of_several_pages_is_read_to_its_end(int count) {
        engine.appendEvents(events("milk", 0, count));

        assertThat(read(null).map(event -> ((DomainEventMessage<?>) event).getSequenceNumber()))
                .isEqualTo(LongStream.range(0, count).boxed().toList());
    }

    @Test
    void positions_that_were_given_up_are_passed_however_many() {
        engine.appendEvents(event("milk", 0));
        assertThatIllegalStateException().isThrownBy(() -> fixture.transactions().executeInTransaction(() -> {
            engine.appendEvents(events("bread", 0, 2 * PAGE));
            throw new IllegalStateException("given up");
        }));
        engine.appendEvents(event("milk", 1));

        assertThat(read(null)).hasSize(2);
    }

    @Test
    void events_whose_classes_are_not_there_can_be_skipped() {
        engine.appendEvents(events("milk", 0, 2));
        fixture.sqlBeside().sql("update domain_event_entry set payload_type = 'Forgotten'").update();
        engine.appendEvents(event("milk", 2));

        assertThat(read(null).<Class<?>>map(EventMessage::getPayloadType))
                .containsExactly(UnknownSerializedType.class, UnknownSerializedType.class, Noted.class);
    }

    private Stream<TrackedEventMessage<?>> read(@Nullable TrackingToken token) {
        return engine.readEvents(token, false);
    }
}
