package io.taskledger.eventstore;

import static io.taskledger.eventstore.EventStoreFixture.event;
import static io.taskledger.eventstore.EventStoreFixture.newDatabase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Readers wait for whoever appends: so that is over soon, come what may, and nothing of it stays on a pooled connection. */
@Timeout(60)
class TransactionBoundsTest {

    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final List<String> BOUNDS =
            List.of("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout", "transaction_timeout");

    private final String database = newDatabase();

    @Test
    void who_waits_too_long_for_a_lock_is_told_so() throws SQLException {
        try (Connection _ = lockingTheTable()) {
            with(new TransactionBounds(SOON, LONG, LONG, LONG), fixture -> {
                expectFailure("55P03", () -> fixture.engine().appendEvents(event("milk", 0)));
                expectFailure("55P03", () -> fixture.engine().load("milk"));
                expectFailure("55P03", () -> fixture.engine().createHeadToken());
                var scan = new EventScan(fixture.engine(), new DriverManagerDataSource(fixture.url()));
                expectFailure("55P03", () -> scan.byPosition(0, 1, 1));
            });
        }
    }

    @Test
    void a_statement_that_takes_too_long_is_ended() throws SQLException {
        try (Connection _ = lockingTheTable()) {
            with(new TransactionBounds(LONG, SOON, LONG, LONG), fixture -> {
                expectFailure("57014", () -> fixture.engine().appendEvents(event("milk", 0)));
                expectFailure("57014", () -> fixture.engine().readEvents("milk", 0));
                expectFailure("57014", () -> fixture.engine().lastSequenceNumberFor("milk"));
                expectFailure("57014", () -> fixture.engine().createHeadToken());
            });
        }
    }

    @Test
    void a_transaction_that_falls_asleep_is_ended_and_stores_nothing() {
        with(new TransactionBounds(LONG, LONG, SOON, LONG), this::expectToBeEnded);
    }

    @Test
    void a_transaction_that_takes_too_long_altogether_is_ended_and_stores_nothing() {
        with(new TransactionBounds(LONG, LONG, LONG, SOON), fixture -> {
            assumeThat(version(fixture)).isGreaterThanOrEqualTo(17);
            expectToBeEnded(fixture);
        });
    }

    @Test
    void the_bounds_hold_in_the_transaction_and_no_longer() {
        var bounds = new TransactionBounds(Duration.ofSeconds(31), Duration.ofSeconds(32), Duration.ofSeconds(33), Duration.ofSeconds(34));
        with(bounds, fixture -> {
            assumeThat(version(fixture)).isGreaterThanOrEqualTo(17);
            long connection = fixture.transactions().fetchInTransaction(() -> {
                fixture.engine().appendEvents(event("milk", 0));
                assertThat(settings(fixture, BOUNDS)).containsExactly("31s", "32s", "33s", "34s");
                return backend(fixture);
            });
            fixture.transactions().executeInTransaction(() -> {
                assertThat(backend(fixture)).as("the pool's only connection").isEqualTo(connection);
                assertThat(settings(fixture, BOUNDS)).containsOnly("0");
                fixture.engine().load("milk");
                assertThat(settings(fixture, BOUNDS)).containsExactly("31s", "32s", "33s", "34s");
            });
            fixture.transactions().executeInTransaction(() -> assertThat(settings(fixture, BOUNDS)).containsOnly("0"));
        });
    }

    @Test
    void an_event_is_on_disk_when_its_commit_returns_whatever_the_server_is_set_to() {
        List<String> commit = List.of("synchronous_commit");
        with(TransactionBounds.DEFAULT, beside -> beside.sqlBeside().sql("""
                do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$
                """).update());
        with(TransactionBounds.DEFAULT, fixture -> {
            fixture.transactions().executeInTransaction(() -> {
                assertThat(settings(fixture, commit)).containsExactly("off");
                fixture.engine().appendEvents(event("milk", 0));
                assertThat(settings(fixture, commit)).containsExactly("on");
            });
            fixture.transactions().executeInTransaction(() -> assertThat(settings(fixture, commit)).containsExactly("off"));
        });
    }

    @Test
    void a_server_that_waits_for_the_disk_in_a_way_of_its_own_is_left_at_that() {
        with(TransactionBounds.DEFAULT, fixture -> fixture.transactions().executeInTransaction(() -> {
            fixture.sqlInside().sql("set local synchronous_commit = local").update();
            fixture.engine().appendEvents(event("milk", 0));
            assertThat(settings(fixture, List.of("synchronous_commit"))).containsExactly("local");
        }));
    }

    private void with(TransactionBounds bounds, Consumer<EventStoreFixture> test) {
        try (var fixture = new EventStoreFixture(database + "&socketTimeout=30", bounds, EventStoreFixture.format())) {
            test.accept(fixture);
        }
    }

    private Connection lockingTheTable() throws SQLException {
        Connection connection = DriverManager.getConnection(database);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table domain_event_entry");
        }
        return connection;
    }

    private static void expectFailure(String sqlState, Runnable call) {
        assertThatExceptionOfType(EventStoreException.class).isThrownBy(call::run)
                .havingCause().isInstanceOfSatisfying(SQLException.class, cause -> assertThat(cause.getSQLState()).isEqualTo(sqlState));
    }

    private void expectToBeEnded(EventStoreFixture fixture) {
        var ended = new AtomicBoolean();
        Throwable failure = catchThrowable(() -> fixture.transactions().executeInTransaction(() -> {
            fixture.engine().appendEvents(event("milk", 0));
            long backend = backend(fixture);
            await().until(() -> fixture.sqlBeside().sql("select count(*) from pg_stat_activity where pid = ?").param(backend)
                    .query(Integer.class).single() == 0);
            ended.set(true);
        }));

        assertThat(ended).as("it was ended while it slept").isTrue();
        assertThat(failure).as("its commit fails").isNotNull();
        assertThat(fixture.engine().readEvents("milk").hasNext()).isFalse();
    }

    private static long backend(EventStoreFixture fixture) {
        return fixture.sqlInside().sql("select pg_backend_pid()").query(Long.class).single();
    }

    private static int version(EventStoreFixture fixture) {
        return fixture.sqlBeside().sql("select current_setting('server_version_num')::int / 10000").query(Integer.class).single();
    }

    private static List<String> settings(EventStoreFixture fixture, List<String> names) {
        return names.stream()
                .map(name -> fixture.sqlInside().sql("select current_setting(?)").param(name).query(String.class).single())
                .toList();
    }
}
