package io.taskledger.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whom a reader waits for before a hole, and whom not. The hole here is left by a rollback. */
class OtherWritersTest {

    private final String database = EventStoreFixture.newDatabase();
    private final EventStoreProcess process = new EventStoreProcess(database);
    private final OpenTransaction other;

    OtherWritersTest() throws SQLException {
        other = new OpenTransaction(database);
    }

    @BeforeEach
    void leaveHole() throws SQLException {
        process.note("before");
    }

    @AfterEach
    void close() throws SQLException {
        other.close();
        process.close();
    }

    @Test
    void not_for_one_that_writes_to_another_table() throws SQLException {
        process.transactions.executeWithoutResult(_ -> process.sql.execute("create table elsewhere (line text)"));
        other.execute("insert into elsewhere values ('open')");
        leaveHoleAndNote();
        assertThat(read()).containsExactly("before", "after");
    }

    @Test
    void not_for_one_that_writes_to_a_table_of_the_same_name_in_another_database() throws SQLException {
        try (var elsewhere = new OpenTransaction(EventStoreFixture.migrated(TestPostgres.newDatabase()))) {
            elsewhere.append("elsewhere");
            leaveHoleAndNote();
            assertThat(read()).containsExactly("before", "after");
        }
    }

    @Test
    void not_for_one_that_only_reads() throws SQLException {
        other.execute("set transaction isolation level repeatable read").value("select count(*) from domain_event_entry");
        leaveHoleAndNote();
        assertThat(read()).containsExactly("before", "after");
    }

    @Test
    void not_for_a_vacuum() throws SQLException {
        other.execute("lock table domain_event_entry in share update exclusive mode"); // as a vacuum does
        leaveHoleAndNote();
        assertThat(read()).containsExactly("before", "after");
    }

    @Test
    void for_one_that_may_have_drawn_a_number() throws SQLException {
        other.execute("delete from domain_event_entry where false"); // an insert's lock, for all one can know
        leaveHoleAndNote();
        assertThat(read()).containsExactly("before");
        other.commit();
        assertThat(read()).containsExactly("before", "after");
    }

    @Test
    void for_one_that_holds_a_stronger_lock_and_inserts() throws SQLException {
        other.execute("lock table domain_event_entry in share row exclusive mode").append("slow");
        other.execute("savepoint s").append("given up").execute("rollback to s").append("last");
        assertThat(read()).containsExactly("before");
        other.commit();
        assertThat(read()).containsExactly("before", "slow", "last");
    }

    @Test
    void not_for_a_savepoint_that_was_given_up() throws SQLException {
        other.drawId().execute("savepoint s").append("given up").execute("rollback to s");
        process.note("after");
        assertThat(read()).containsExactly("before", "after");
        other.append("later").commit();
        assertThat(read()).containsExactly("before", "after", "later");
    }

    @Test
    void not_for_numbers_that_nobody_holds() {
        process.transactions.executeWithoutResult(_ -> process.sql.execute("select setval(pg_get_serial_sequence('domain_event_entry', 'global_index'), 1000)"));
        process.note("after");
        assertThat(read()).containsExactly("before", "after");
    }

    private void leaveHoleAndNote() throws SQLException {
        try (var transaction = new OpenTransaction(database)) {
            transaction.append("never").rollBack();
        }
        process.note("after");
    }

    private List<String> read() {
        List<String> texts = new ArrayList<>();
        OrderedReader reader = process.engine.readerAfter(null);
        for (int i = 0; i < 6; i++) {
            reader.next(100).forEach(event -> texts.add(event.aggregateIdentifier()));
        }
        return texts;
    }
}
