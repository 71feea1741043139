package io.taskledger.eventstore;

import static io.taskledger.eventstore.EventStoreFixture.event;
import static io.taskledger.eventstore.EventStoreFixture.newDatabase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.taskledger.eventstore.EventStoreFixture.Noted;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A failure may be logged, and logs are read by many: it tells what went wrong, and nothing that is in an event. */
class AppendFailureTest {

    private static final String SECRET = "swordfish";

    /** The server refuses it, and quotes it: jsonb holds no such character. */
    private static final Noted NOT_JSONB = new Noted(SECRET + "\u0000");
    private static final Noted FORBIDDEN = new Noted(SECRET);

    private final EventStoreFixture fixture = new EventStoreFixture(newDatabase());
    private final PostgresEventStorageEngine engine = fixture.engine();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_payload_that_is_refused_is_not_told() {
        expect("22P05", () -> engine.appendEvents(event("milk", 0, NOT_JSONB)));
    }

    @Test
    void a_snapshot_that_is_refused_is_not_told() {
        expect("22P05", () -> engine.storeSnapshot(event("milk", 0, NOT_JSONB)));
    }

    @Test
    void a_row_that_breaks_a_rule_is_not_told() {
        forbidTheSecret();

        expect("23514", () -> engine.appendEvents(event("milk", 0), event("milk", 1, FORBIDDEN)));
        assertThat(engine.readEvents("milk").hasNext()).isFalse();
    }

    @Test
    void a_failure_at_the_commit_of_a_unit_of_work_tells_no_more() {
        forbidTheSecret();

        try (PostgresEventStore store = fixture.startStore()) {
            DefaultUnitOfWork<Message<?>> work = DefaultUnitOfWork.startAndGet(GenericMessage.asMessage("command"));
            work.attachTransaction(fixture.transactions());
            store.publish(event("milk", 0, FORBIDDEN));

            expect("23514", work::commit);
        }
    }

    @Test
    void a_connection_that_breaks_is_told_and_the_payload_is_not() {
        Throwable failure = catchThrowable(() -> fixture.transactions().executeInTransaction(() -> {
            engine.appendEvents(event("milk", 0));
            breakConnections();
            expect("57P01", () -> engine.appendEvents(event("milk", 1, FORBIDDEN)));
            throw new IllegalStateException("rolls back");
        }));

        assertThat(told(failure)).doesNotContain(SECRET);
        assertThat(engine.readEvents("milk").hasNext()).isFalse();
    }

    @Test
    void a_connection_that_breaks_while_an_aggregate_is_read_is_told() {
        Throwable failure = catchThrowable(() -> fixture.transactions().executeInTransaction(() -> {
            engine.appendEvents(event("milk", 0, FORBIDDEN));
            breakConnections();
            expect("57P01", () -> engine.load("milk"));
            throw new IllegalStateException("rolls back");
        }));

        assertThat(told(failure)).doesNotContain(SECRET);
    }

    private void forbidTheSecret() {
        fixture.sqlBeside().sql("alter table domain_event_entry add check (payload ->> 'text' <> '" + SECRET + "')").update();
    }

    private void breakConnections() {
        fixture.sqlBeside().sql("""
                select pg_terminate_backend(pid, 10000) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
                """).query(Boolean.class).list();
    }

    private static void expect(String sqlState, ThrowingCallable call) {
        Throwable failure = catchThrowable(call);

        assertThat(failure).isExactlyInstanceOf(EventStoreException.class);
        assertThat(told(failure)).doesNotContain(SECRET).doesNotContainIgnoringCase("insert into").doesNotContain("{");
        assertThat(everyCause(failure).filter(SQLException.class::isInstance).map(cause -> ((SQLException) cause).getSQLState()))
                .contains(sqlState);
    }

    /** All that a log could show, causes and suppressed ones included. */
    private static String told(Throwable failure) {
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        everyCause(failure).forEach(cause -> trace.append(String.valueOf(cause)));
        return trace.toString();
    }

    private static Stream<Throwable> everyCause(Throwable failure) {
        List<Throwable> all = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            all.add(cause);
            if (cause instanceof SQLException sql) {
                sql.forEach(all::add);
            }
        }
        return all.stream();
    }
}
