package io.taskledger.eventstore;

import static io.taskledger.eventstore.EventStoreFixture.event;
import static io.taskledger.eventstore.EventStoreFixture.events;
import static io.taskledger.eventstore.EventStoreFixture.newAggregate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.taskledger.eventstore.EventStoreFixture.Noted;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** What threads append at the same time is committed together, and yet each of them has its own success, conflict or failure. */
class GroupedAppendsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private static final String WAITING_INSERTS = """
            select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%insert into domain_event_entry%'
            """;

    private final String database = EventStoreFixture.newDatabase();
    private final EventStoreFixture fixture =
            new EventStoreFixture(database, new TransactionBounds(LONG, LONG, LONG, LONG), EventStoreFixture.format());
    private final PostgresEventStorageEngine engine = fixture.engine();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void each_gets_the_position_of_its_own_last_event_and_many_share_a_transaction() throws Exception {
        int threads = 32;
        long appends = 50;
        List<Future<Boolean>> right = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < threads; i++) {
                int count = 1 + i % 3;
                right.add(clients.submit(() -> {
                    boolean all = true;
                    for (int append = 0; append < appends; append++) {
                        String aggregate = newAggregate();
                        all &= engine.append(events(aggregate, 0, count)) == position(aggregate, count - 1);
                    }
                    return all;
                }));
            }
        }
        for (Future<Boolean> each : right) {
            assertThat(each.get()).isTrue();
        }
        assertThat(number("select count(distinct aggregate_identifier) from domain_event_entry")).isEqualTo(threads * appends);
        assertThat(number("select count(distinct xmin::text) from domain_event_entry")).isLessThan(threads * appends);
    }

    @Test
    void one_that_fails_in_a_group_fails_alone() throws Exception {
        engine.append(List.of(event("taken", 0)));
        long drawn = number("select last_value from domain_event_entry_global_index_seq");
        try (var blocker = new OpenTransaction(database)) {
            blocker.execute("lock table domain_event_entry in share mode");
            FutureTask<Long> first = appending(event("first", 0));
            awaitWaitingInserts(1); // together they would be one group
            FutureTask<Long> second = appending(event("second", 0));
            awaitWaitingInserts(2);
            FutureTask<Long> good = queued(event("good", 0));
            FutureTask<Long> conflict = queued(event("taken", 0));
            FutureTask<Long> unstorable = queued(event("unstorable", 0, new Noted("\0")));
            FutureTask<Long> twin = queued(event("twins", 0));
            FutureTask<Long> otherTwin = queued(event("twins", 0));
            FutureTask<Long> last = queued(event("last", 0));
            blocker.commit();

            assertThat(List.of(first.get(), second.get(), good.get(), last.get())).doesNotHaveDuplicates().allMatch(position -> position > drawn);
            expectFailure(conflict, AggregateStreamCreationException.class);
            assertThat(expectFailure(unstorable, EventStoreException.class).getCause())
                    .isInstanceOfSatisfying(SQLException.class, cause -> assertThat(cause.getSQLState()).isEqualTo("22P05"));
            assertThat(succeeds(twin)).isNotEqualTo(succeeds(otherTwin));
        }
        assertThat(fixture.sqlBeside().sql("select aggregate_identifier from domain_event_entry order by 1").query(String.class).list())
                .containsExactly("first", "good", "last", "second", "taken", "twins");
    }

    @Test
    void one_that_waits_for_another_transaction_leaves_the_other_way_free() throws Exception {
        try (var other = new OpenTransaction(database)) {
            other.append("contested");
            FutureTask<Long> waiting = appending(event("contested", 0));
            awaitWaitingInserts(1);
            for (int i = 0; i < 20; i++) {
                engine.append(List.of(event(newAggregate(), 0)));
            }
            assertThat(waiting.isDone()).isFalse();
            other.rollBack();
            assertThat(waiting.get()).isPositive();
        }
    }

    @Test
    void a_connection_that_breaks_fails_all_whom_it_served_and_none_after() throws Exception {
        try (var blocker = new OpenTransaction(database)) {
            blocker.execute("lock table domain_event_entry in share mode");
            FutureTask<Long> first = appending(event("first", 0));
            awaitWaitingInserts(1); // together they would be one group
            FutureTask<Long> second = appending(event("second", 0));
            awaitWaitingInserts(2);
            FutureTask<Long> later = queued(event("later", 0));
            blocker.execute("select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()");
            for (FutureTask<Long> broken : List.of(first, second)) {
                assertThat(expectFailure(broken, EventStoreException.class).getCause())
                        .isInstanceOfSatisfying(SQLException.class, cause -> assertThat(cause.getSQLState()).isEqualTo("57P01"));
            }
            blocker.commit();
            assertThat(later.get()).isPositive();
        }
    }

    @Test
    void whoever_waits_for_too_long_is_told_so_and_nothing_of_it_is_stored() throws Exception {
        var bounds = new TransactionBounds(Duration.ofMillis(300), LONG, LONG, LONG);
        try (var impatient = new EventStoreFixture(database, bounds, EventStoreFixture.format());
                var blocker = new OpenTransaction(database);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            blocker.execute("lock table domain_event_entry in share mode");
            List<Future<Long>> waiting = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                waiting.add(clients.submit(() -> impatient.engine().append(List.of(event(newAggregate(), 0)))));
            }
            for (Future<Long> each : waiting) {
                assertThat(expectFailure(each, EventStoreException.class).getCause())
                        .isInstanceOfSatisfying(SQLException.class, cause -> assertThat(cause.getSQLState()).isIn("55P03", "57014"));
            }
            blocker.rollBack();
            assertThat(impatient.engine().append(List.of(event("later", 0)))).isPositive();
        }
        assertThat(number("select count(*) from domain_event_entry")).isEqualTo(1);
    }

    private FutureTask<Long> appending(DomainEventMessage<?> event) {
        var task = new FutureTask<>(() -> engine.append(List.of(event)));
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    /** Appending, and waiting for those before it. */
    private FutureTask<Long> queued(DomainEventMessage<?> event) {
        var task = new FutureTask<>(() -> engine.append(List.of(event)));
        Thread thread = Thread.ofPlatform().daemon().start(task);
        await().until(() -> thread.getState() == Thread.State.WAITING);
        return task;
    }

    private void awaitWaitingInserts(int count) {
        await().until(() -> number(WAITING_INSERTS) == count);
    }

    private static Throwable expectFailure(Future<?> task, Class<? extends Throwable> type) {
        Throwable failure = assertThatExceptionOfType(ExecutionException.class).isThrownBy(task::get).actual().getCause();
        assertThat(failure).isExactlyInstanceOf(type);
        return Objects.requireNonNull(failure);
    }

    private static boolean succeeds(Future<?> task) throws InterruptedException {
        try {
            task.get();
            return true;
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(AggregateStreamCreationException.class);
            return false;
        }
    }

    private long position(String aggregate, long version) {
        return fixture.sqlBeside().sql("select global_index from domain_event_entry where aggregate_identifier = ? and sequence_number = ?")
                .param(aggregate).param(version).query(Long.class).single();
    }

    private long number(String sql) {
        return fixture.sqlBeside().sql(sql).query(Long.class).single();
    }
}
