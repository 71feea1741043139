package io.taskledger.eventstore;

import static io.taskledger.eventstore.EventStoreFixture.event;
import static io.taskledger.eventstore.EventStoreFixture.events;
import static io.taskledger.eventstore.EventStoreFixture.newAggregate;
import static io.taskledger.eventstore.EventStoreFixture.newDatabase;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.eventstore.EventStoreFixture.Noted;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** An aggregate's state at some version stands for the events up to it, and never for one that it lacks. */
class SnapshotTest {

    private static final String DATABASE = newDatabase();

    private final EventStoreFixture fixture = new EventStoreFixture(DATABASE);
    private final PostgresEventStorageEngine engine = fixture.engine();
    private final String aggregate = newAggregate();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void an_aggregate_without_a_snapshot_has_none() {
        engine.appendEvents(event(aggregate, 0));

        assertThat(engine.readSnapshot(aggregate)).isEmpty();
    }

    @Test
    void a_snapshot_is_read_as_it_was_stored() {
        DomainEventMessage<?> stored = event(aggregate, 3, new Noted("so far"), Instant.parse("2026-02-03T04:05:06.123456Z"))
                .withMetaData(Map.of("actor", "ann"));
        engine.storeSnapshot(stored);

        assertThat(engine.readSnapshot(aggregate)).hasValueSatisfying(read -> {
            assertThat(read.getIdentifier()).isEqualTo(stored.getIdentifier());
            assertThat(read.getAggregateIdentifier()).isEqualTo(aggregate);
            assertThat(read.getSequenceNumber()).isEqualTo(3);
            assertThat(read.getType()).isEqualTo("Note");
            assertThat(read.getTimestamp()).isEqualTo(stored.getTimestamp());
            assertThat(read.getPayload()).isEqualTo(new Noted("so far"));
            assertThat(read.getMetaData()).isEqualTo(stored.getMetaData());
        });
    }

    @Test
    void a_later_snapshot_replaces_an_earlier_one_and_not_the_other_way_round() {
        engine.storeSnapshot(event(aggregate, 0));
        engine.storeSnapshot(event(aggregate, 3));
        engine.storeSnapshot(event(aggregate, 2));

        assertThat(engine.readSnapshot(aggregate)).hasValueSatisfying(read -> assertThat(read.getSequenceNumber()).isEqualTo(3));
        assertThat(fixture.sqlBeside().sql("select count(*) from snapshot_event_entry where aggregate_identifier = ?")
                .param(aggregate).query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void a_snapshot_of_the_same_version_is_stored_in_place_of_the_one_that_is_there() {
        engine.storeSnapshot(event(aggregate, 3, new Noted("old form")));
        engine.storeSnapshot(event(aggregate, 3, new Noted("new form")));

        assertThat(engine.readSnapshot(aggregate)).hasValueSatisfying(
                read -> assertThat(read.getPayload()).isEqualTo(new Noted("new form")));
    }

    @Test
    void an_aggregate_is_loaded_from_its_snapshot_and_the_events_after_it() {
        engine.appendEvents(events(aggregate, 0, 6));
        engine.storeSnapshot(event(aggregate, 3, new Noted("so far")));

        try (PostgresEventStore store = fixture.startStore()) {
            DomainEventStream read = store.readEvents(aggregate);
            assertThat(EventStoreFixture.payloads(read.asStream()))
                    .containsExactly(new Noted("so far"), new Noted("event 4"), new Noted("event 5"));
            assertThat(read.getLastSequenceNumber()).isEqualTo(5);
        }
    }

    @Test
    void a_snapshot_may_be_all_that_is_loaded() {
        engine.appendEvents(events(aggregate, 0, 2));
        engine.storeSnapshot(event(aggregate, 1));

        DomainEventStream read = engine.load(aggregate);

        assertThat(versions(read)).containsExactly(1L);
        assertThat(read.getLastSequenceNumber()).isEqualTo(1);
    }

    @Test
    void more_events_than_a_page_may_follow_a_snapshot() {
        int count = 2 * AggregateEvents.PAGE + 10;
        engine.appendEvents(events(aggregate, 0, count));
        engine.storeSnapshot(event(aggregate, 5));

        assertThat(versions(engine.load(aggregate))).isEqualTo(LongStream.range(5, count).boxed().toList());
    }

    @Test
    void a_snapshot_that_is_not_allowed_is_left_aside() {
        engine.appendEvents(events(aggregate, 0, 4));
        engine.storeSnapshot(event(aggregate, 2));
        EventFormat usual = EventStoreFixture.format();
        var none = new EventFormat(usual.serializer(), usual.upcasters(), SnapshotFilter.rejectAll());

        try (var strict = new EventStoreFixture(DATABASE, TransactionBounds.DEFAULT, none)) {
            assertThat(strict.engine().readSnapshot(aggregate)).isEmpty();
            assertThat(versions(strict.engine().load(aggregate))).containsExactly(0L, 1L, 2L, 3L);
        }
    }

    private static List<Long> versions(DomainEventStream events) {
        return events.asStream().<Long>map(DomainEventMessage::getSequenceNumber).toList();
    }
}
