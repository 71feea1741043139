package io.taskledger.eventstore;

import static io.taskledger.eventstore.EventStoreFixture.event;
import static io.taskledger.eventstore.EventStoreFixture.eventOfNoAggregate;
import static io.taskledger.eventstore.EventStoreFixture.events;
import static io.taskledger.eventstore.EventStoreFixture.identifiers;
import static io.taskledger.eventstore.EventStoreFixture.newAggregate;
import static io.taskledger.eventstore.EventStoreFixture.newDatabase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskledger.eventstore.EventStoreFixture.Counted;
import io.taskledger.eventstore.EventStoreFixture.Noted;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.UnknownSerializedType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** What Axon expects of an engine that stores the events of aggregates and reads them again. */
class AggregateEventsTest {

    private static final String DATABASE = newDatabase();

    private final EventStoreFixture fixture = new EventStoreFixture(DATABASE);
    private final PostgresEventStorageEngine engine = fixture.engine();
    private final String aggregate = newAggregate();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void an_aggregate_has_the_events_that_were_stored_for_it() {
        List<DomainEventMessage<?>> first = events(aggregate, 0, 2);
        DomainEventMessage<?> third = event(aggregate, 2);
        engine.appendEvents(first);
        engine.appendEvents(event(newAggregate(), 0));
        engine.appendEvents(third);

        assertThat(identifiers(engine.readEvents(aggregate).asStream()))
                .containsExactly(first.get(0).getIdentifier(), first.get(1).getIdentifier(), third.getIdentifier());
    }

    @Test
    void an_event_is_read_as_it_was_stored() {
        DomainEventMessage<?> stored = event(aggregate, 0, new Noted("ü \"quoted\"\n🥛"), Instant.parse("2026-02-03T04:05:06.123456Z"))
                .withMetaData(Map.of("actor", "ann", "attempt", 2));
        engine.appendEvents(stored);

        DomainEventMessage<?> read = engine.readEvents(aggregate).next();

        assertThat(read.getIdentifier()).isEqualTo(stored.getIdentifier());
        assertThat(read.getAggregateIdentifier()).isEqualTo(aggregate);
        assertThat(read.getSequenceNumber()).isZero();
        assertThat(read.getType()).isEqualTo("Note");
        assertThat(read.getTimestamp()).isEqualTo(stored.getTimestamp());
        assertThat(read.getPayloadType()).isEqualTo(Noted.class);
        assertThat(read.getPayload()).isEqualTo(stored.getPayload());
        assertThat(read.getMetaData()).isEqualTo(stored.getMetaData());
    }

    @Test
    void metadata_can_be_changed_in_what_was_read() {
        engine.appendEvents(event(aggregate, 0).withMetaData(Map.of("actor", "ann")));

        DomainEventMessage<?> read = engine.readEvents(aggregate).next();

        assertThat(read.withMetaData(Map.of("place", "home")).getMetaData()).containsOnlyKeys("place");
        assertThat(read.andMetaData(Map.of("place", "home")).getMetaData()).containsOnlyKeys("actor", "place");
    }

    @Test
    void an_aggregate_that_is_not_there_has_no_events() {
        assertThat(engine.readEvents(aggregate).hasNext()).isFalse();
        assertThat(engine.readEvents(aggregate, 7).hasNext()).isFalse();
        assertThat(engine.lastSequenceNumberFor(aggregate)).isEmpty();
    }

    @Test
    void reading_begins_at_any_version() {
        engine.appendEvents(events(aggregate, 0, 5));

        assertThat(versions(engine.readEvents(aggregate, 2))).containsExactly(2L, 3L, 4L);
        assertThat(versions(engine.readEvents(aggregate, 5))).isEmpty();
    }

    @Test
    void a_version_that_was_never_stored_is_passed_over() {
        engine.appendEvents(event(aggregate, 0), event(aggregate, 1), event(aggregate, 3));

        assertThat(versions(engine.readEvents(aggregate))).containsExactly(0L, 1L, 3L);
    }

    @Test
    void the_last_version_is_known() {
        engine.appendEvents(events(aggregate, 0, 3));

        DomainEventStream read = engine.readEvents(aggregate);
        assertThat(versions(read)).hasSize(3);
        assertThat(read.getLastSequenceNumber()).isEqualTo(2);
        assertThat(engine.lastSequenceNumberFor(aggregate)).contains(2L);
    }

    @ParameterizedTest
    @ValueSource(ints = {AggregateEvents.PAGE - 1, AggregateEvents.PAGE, AggregateEvents.PAGE + 1, 2 * AggregateEvents.PAGE,
            2 * AggregateEvents.PAGE + 1})
    void a_history_of_several_pages_is_read_to_its_end(int count) {
        engine.appendEvents(events(aggregate, 0, count));
        engine.appendEvents(event(newAggregate(), 0));

        assertThat(versions(engine.readEvents(aggregate))).isEqualTo(LongStream.range(0, count).boxed().toList());
        assertThat(versions(engine.load(aggregate))).isEqualTo(LongStream.range(0, count).boxed().toList());
        assertThat(versions(engine.readEvents(aggregate, 3))).isEqualTo(LongStream.range(3, count).boxed().toList());
    }

    @Test
    void an_event_of_no_aggregate_is_not_read_as_the_event_of_one() {
        EventMessage<?> ofNoAggregate = eventOfNoAggregate(new Noted("alone"));
        engine.appendEvents(ofNoAggregate);

        assertThat(engine.readEvents(ofNoAggregate.getIdentifier()).hasNext()).isFalse();
        assertThat(engine.load(ofNoAggregate.getIdentifier()).hasNext()).isFalse();
    }

    @Test
    void an_event_whose_class_is_not_there_can_be_skipped() {
        engine.appendEvents(events(aggregate, 0, 2));
        changeTheFirst("payload_type = 'Forgotten'");

        DomainEventStream read = engine.readEvents(aggregate);

        assertThat(read.next().getPayloadType()).isEqualTo(UnknownSerializedType.class);
        assertThat(read.next().getPayload()).isEqualTo(new Noted("event 1"));
    }

    @Test
    void a_payload_is_made_an_object_only_for_whoever_asks_for_it() {
        engine.appendEvents(event(aggregate, 0, new Counted(1)), event(aggregate, 1));
        changeTheFirst("payload = '{\"number\": {}}'");

        List<? extends DomainEventMessage<?>> read = engine.readEvents(aggregate).asStream().toList();

        assertThat(read.get(0).getPayloadType()).isEqualTo(Counted.class);
        assertThatThrownBy(read.get(0)::getPayload).isInstanceOf(SerializationException.class);
        assertThat(read.get(1).getPayload()).isEqualTo(new Noted("event 1"));
    }

    private void changeTheFirst(String change) {
        fixture.sqlBeside().sql("update domain_event_entry set " + change + " where aggregate_identifier = ? and sequence_number = 0")
                .param(aggregate).update();
    }

    private static List<Long> versions(DomainEventStream events) {
        return events.asStream().<Long>map(DomainEventMessage::getSequenceNumber).toList();
    }
}
