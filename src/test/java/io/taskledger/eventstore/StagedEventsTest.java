package io.taskledger.eventstore;

import static io.taskledger.eventstore.EventStoreFixture.event;
import static io.taskledger.eventstore.EventStoreFixture.events;
import static io.taskledger.eventstore.EventStoreFixture.newAggregate;
import static io.taskledger.eventstore.EventStoreFixture.newDatabase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Events of a unit of work are there for itself at once, for others when it has been committed, and never if it was not. */
class StagedEventsTest {

    private static final String DATABASE = newDatabase();

    private final EventStoreFixture fixture = new EventStoreFixture(DATABASE);
    private final PostgresEventStore store = fixture.startStore();
    private final String aggregate = newAggregate();

    @AfterEach
    void close() {
        while (CurrentUnitOfWork.isStarted()) {
            CurrentUnitOfWork.get().rollback();
        }
        store.close();
        fixture.close();
    }

    @Test
    void a_unit_of_work_reads_what_it_has_published() {
        store.publish(events(aggregate, 0, 2));
        UnitOfWork<?> work = start();
        store.publish(events(aggregate, 2, 3));

        assertThat(store.readEvents(aggregate).asStream()).hasSize(5);
        assertThat(store.readEvents(aggregate, 3).asStream()).hasSize(2);
        assertThat(store.lastSequenceNumberFor(aggregate)).contains(4L);

        work.commit();
        assertThat(store.readEvents(aggregate).asStream()).hasSize(5);
    }

    @Test
    void nobody_else_reads_what_has_not_been_committed() {
        store.publish(events(aggregate, 0, 2));
        UnitOfWork<?> work = start();
        store.publish(events(aggregate, 2, 3));

        CurrentUnitOfWork.clear(work);
        assertThat(store.readEvents(aggregate).asStream()).hasSize(2);
        CurrentUnitOfWork.set(work);
    }

    @Test
    void what_was_rolled_back_is_gone() {
        store.publish(events(aggregate, 0, 2));
        UnitOfWork<?> work = start();
        store.publish(events(aggregate, 2, 3));
        work.rollback();

        assertThat(store.readEvents(aggregate).asStream()).hasSize(2);
        assertThat(PostgresEventStorageEngine.lastPosition(work)).isEmpty();
    }

    @Test
    void a_conflict_fails_the_unit_of_work() {
        store.publish(events(aggregate, 0, 2));
        UnitOfWork<?> work = start();
        store.publish(event(aggregate, 1));

        assertThatExceptionOfType(ConcurrencyException.class).isThrownBy(work::commit);
        assertThat(store.readEvents(aggregate).asStream()).hasSize(2);
    }

    @Test
    void no_event_is_read_twice_in_any_phase_of_nested_units_of_work() {
        List<Long> counts = new ArrayList<>();
        Consumer<UnitOfWork<Message<?>>> count = _ -> counts.add(store.readEvents(aggregate).asStream().count());
        store.publish(events(aggregate, 0, 2));
        DefaultUnitOfWork<Message<?>> outer = start();
        store.publish(events(aggregate, 2, 2));
        DefaultUnitOfWork<Message<?>> inner = start();
        store.publish(events(aggregate, 4, 2));
        List.of(inner, outer).forEach(work -> {
            work.onPrepareCommit(count);
            work.onCommit(count);
            work.afterCommit(count);
        });

        inner.commit();
        outer.commit();

        assertThat(counts).hasSize(6).containsOnly(6L);
    }

    @Test
    void a_unit_of_work_knows_the_position_of_its_last_event_while_it_commits_and_after() {
        DefaultUnitOfWork<Message<?>> work = start();
        List<OptionalLong> positions = new ArrayList<>();
        Consumer<UnitOfWork<Message<?>>> note = now -> positions.add(PostgresEventStorageEngine.lastPosition(now));
        store.publish(events(aggregate, 0, 2));
        work.onCommit(note);
        work.afterCommit(note);
        assertThat(PostgresEventStorageEngine.lastPosition(work)).isEmpty();

        work.commit();

        OptionalLong last = OptionalLong.of(fixture.sqlBeside()
                .sql("select max(global_index) from domain_event_entry where aggregate_identifier = ?").param(aggregate)
                .query(Long.class).single());
        assertThat(positions).containsExactly(last, last);
        assertThat(PostgresEventStorageEngine.lastPosition(work)).isEqualTo(last);
    }

    @Test
    void a_nested_unit_of_work_knows_the_position_of_the_whole() {
        DefaultUnitOfWork<Message<?>> outer = start();
        DefaultUnitOfWork<Message<?>> inner = start();
        store.publish(event(aggregate, 0));
        inner.commit();
        outer.commit();

        assertThat(PostgresEventStorageEngine.lastPosition(inner)).isPresent().isEqualTo(PostgresEventStorageEngine.lastPosition(outer));
    }

    @Test
    void a_unit_of_work_without_events_has_no_position() {
        UnitOfWork<?> work = start();
        store.publish(List.of());
        work.commit();

        assertThat(PostgresEventStorageEngine.lastPosition(work)).isEmpty();
    }

    /** As a command bus does: with a transaction that ends with it. */
    private DefaultUnitOfWork<Message<?>> start() {
        DefaultUnitOfWork<Message<?>> work = DefaultUnitOfWork.startAndGet(GenericMessage.asMessage("command"));
        work.attachTransaction(fixture.transactions());
        return work;
    }
}
