package io.taskledger.eventstore;

import static io.taskledger.eventstore.EventStoreFixture.event;
import static io.taskledger.eventstore.EventStoreFixture.eventOfNoAggregate;
import static io.taskledger.eventstore.EventStoreFixture.events;
import static io.taskledger.eventstore.EventStoreFixture.newDatabase;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.taskledger.eventstore.EventStoreFixture.Noted;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A version of an aggregate is one event, and a commit is stored whole or not at all. */
@Timeout(60)
class AppendConflictTest {

    /** However slow the machine is: who waits here waits for the others to end, and not for too long. */
    private static final TransactionBounds PATIENT =
            new TransactionBounds(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

    private final EventStoreFixture fixture = new EventStoreFixture(newDatabase(), PATIENT, EventStoreFixture.format());
    private final PostgresEventStorageEngine engine = fixture.engine();

    @BeforeEach
    void milk_has_two_events() {
        engine.appendEvents(events("milk", 0, 2));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void an_aggregate_that_is_there_is_not_created_again() {
        expect(AggregateStreamCreationException.class, event("milk", 0));
    }

    @Test
    void a_version_that_is_there_is_not_stored_again() {
        expect(ConcurrencyException.class, event("milk", 1));
    }

    @Test
    void of_a_commit_in_which_only_the_second_event_conflicts_nothing_is_stored() {
        expect(ConcurrencyException.class, event("milk", 2), event("milk", 1));
        expect(AggregateStreamCreationException.class, event("bread", 0), event("milk", 1));
        assertThat(engine.readEvents("bread").hasNext()).isFalse();
    }

    @Test
    void a_version_is_stored_once_within_a_commit_too() {
        assertThatExceptionOfType(AggregateStreamCreationException.class)
                .isThrownBy(() -> engine.appendEvents(event("bread", 0), event("bread", 0)));
        assertThatExceptionOfType(ConcurrencyException.class)
                .isThrownBy(() -> engine.appendEvents(event("milk", 2), event("milk", 2)));
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void an_event_of_no_aggregate_is_stored_once() {
        EventMessage<?> alone = eventOfNoAggregate(new Noted("alone"));
        engine.appendEvents(alone);

        assertThatExceptionOfType(ConcurrencyException.class).isThrownBy(() -> engine.appendEvents(alone));
        assertThat(count()).isEqualTo(3);
    }

    @Test
    void a_transaction_goes_on_after_a_conflict_that_was_seen_in_time() {
        fixture.transactions().executeInTransaction(() -> {
            assertThatExceptionOfType(ConcurrencyException.class).isThrownBy(() -> engine.appendEvents(event("milk", 1)));
            engine.appendEvents(event("milk", 2));
        });

        assertThat(engine.lastSequenceNumberFor("milk")).contains(2L);
    }

    @Test
    void whoever_loses_a_race_for_a_version_is_told_of_a_conflict() throws Exception {
        Transaction first = fixture.transactions().startTransaction();
        engine.appendEvents(event("milk", 2));
        FutureTask<Long> second = waitingToAppend(1, event("milk", 2));
        FutureTask<Long> third = waitingToAppend(2, event("bread", 0), event("milk", 2));
        first.commit();

        assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> second.get(20, SECONDS))
                .withCauseInstanceOf(ConcurrencyException.class);
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> third.get(20, SECONDS))
                .withCauseInstanceOf(AggregateStreamCreationException.class);
        assertThat(count()).isEqualTo(3);
    }

    @Test
    void of_two_who_race_the_second_wins_where_the_first_gives_up() throws Exception {
        Transaction first = fixture.transactions().startTransaction();
        engine.appendEvents(event("milk", 2));
        FutureTask<Long> second = waitingToAppend(1, event("milk", 2));
        first.rollback();

        assertThat(second.get(20, SECONDS)).isEqualTo(4);
        assertThat(engine.lastSequenceNumberFor("milk")).contains(2L);
    }

    @Test
    void a_position_that_is_drawn_twice_is_a_defect_and_not_a_conflict() {
        fixture.sqlBeside().sql("alter table domain_event_entry alter column global_index restart with 1").update();

        assertThatExceptionOfType(EventStoreException.class).isThrownBy(() -> engine.appendEvents(event("bread", 0)))
                .isExactlyInstanceOf(EventStoreException.class)
                .havingCause().isInstanceOfSatisfying(SQLException.class, cause -> assertThat(cause.getSQLState()).isEqualTo("23505"));
    }

    /** And no position is drawn, so that no reader meets a hole. */
    private void expect(Class<? extends RuntimeException> conflict, DomainEventMessage<?>... events) {
        long drawn = lastDrawn();

        assertThatExceptionOfType(conflict).isThrownBy(() -> engine.appendEvents(events)).isExactlyInstanceOf(conflict);

        assertThat(count()).isEqualTo(2);
        assertThat(lastDrawn()).isEqualTo(drawn);
    }

    /** On a thread of its own; returns when so many wait for others to end. */
    private FutureTask<Long> waitingToAppend(int waiting, DomainEventMessage<?>... events) {
        var append = new FutureTask<>(() -> engine.append(List.of(events)));
        Thread.ofPlatform().daemon().start(append);
        await().until(() -> fixture.sqlBeside()
                .sql("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
                .query(Integer.class).single() == waiting);
        return append;
    }

    private long lastDrawn() {
        return fixture.sqlBeside().sql("select last_value from domain_event_entry_global_index_seq").query(Long.class).single();
    }

    private long count() {
        return fixture.sqlBeside().sql("select count(*) from domain_event_entry").query(Long.class).single();
    }
}
