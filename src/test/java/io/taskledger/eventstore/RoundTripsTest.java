package io.taskledger.eventstore;

import static io.taskledger.eventstore.EventStoreFixture.event;
import static io.taskledger.eventstore.EventStoreFixture.events;
import static io.taskledger.eventstore.EventStoreFixture.newDatabase;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.RoundTrips;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** A command costs two trips to the database and a commit: one to load its aggregate, and one to append whatever it decides. */
class RoundTripsTest {

    private final EventStoreFixture fixture = new EventStoreFixture(RoundTrips.countedOn(newDatabase()));
    private final PostgresEventStorageEngine engine = fixture.engine();

    @BeforeEach
    void a_connection_is_open() {
        engine.appendEvents(events("milk", 0, 3));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void an_aggregate_is_loaded_in_one_trip() {
        assertThat(trips(this::loadMilk)).isEqualTo(1);
    }

    @Test
    void an_aggregate_is_loaded_from_its_snapshot_in_one_trip() {
        engine.storeSnapshot(event("milk", 1));

        assertThat(trips(this::loadMilk)).isEqualTo(1);
    }

    @Test
    void a_history_of_two_pages_is_loaded_in_two_trips() {
        engine.appendEvents(events("milk", 3, AggregateEvents.PAGE));

        assertThat(trips(this::loadMilk)).isEqualTo(2);
    }

    @Test
    void the_events_of_a_commit_are_appended_in_one_trip() {
        List<DomainEventMessage<?>> decided = events("milk", 3, 20);

        assertThat(trips(() -> engine.appendEvents(decided))).isEqualTo(1);
        assertThat(engine.lastSequenceNumberFor("milk")).contains(22L);
    }

    @Test
    void the_events_of_a_commit_are_appended_by_one_statement() {
        fixture.sqlBeside().sql("create table inserts (rows bigint)").update();
        fixture.sqlBeside().sql("""
                create function note_insert() returns trigger language plpgsql as
                'begin insert into inserts select count(*) from inserted; return null; end'
                """).update();
        fixture.sqlBeside().sql("""
                create trigger note_insert after insert on domain_event_entry referencing new table as inserted
                for each statement execute function note_insert()
                """).update();

        engine.appendEvents(events("milk", 3, 20));

        assertThat(fixture.sqlBeside().sql("select rows from inserts").query(Long.class).list()).containsExactly(20L);
    }

    /** As commands do it, in no transaction: a statement that commits by itself needs no other. */
    @Test
    void without_a_transaction_a_load_and_an_append_take_one_trip_each() {
        List<Integer> loads = new ArrayList<>();
        List<Integer> appends = new ArrayList<>();
        for (int i = 3; i < 20; i++) { // also when the driver has prepared the statements on the server
            List<DomainEventMessage<?>> decided = events("milk", i, 1);
            loads.add(RoundTrips.during(this::loadMilk));
            appends.add(RoundTrips.during(() -> engine.appendEvents(decided)));
        }
        // one more where the pool asks first whether a connection that has rested still lives
        assertThat(loads.subList(10, loads.size())).contains(1);
        assertThat(appends.subList(10, appends.size())).contains(1);
    }

    private void loadMilk() {
        assertThat(engine.load("milk").asStream()).isNotEmpty();
    }

    /** Within a transaction that has begun: that a pool tests its connections and that transactions end is not counted. */
    private int trips(Runnable work) {
        return fixture.transactions().fetchInTransaction(() -> {
            fixture.sqlInside().sql("select 1").query(Integer.class).single();
            return RoundTrips.during(work);
        });
    }
}
