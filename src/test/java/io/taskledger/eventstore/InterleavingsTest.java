package io.taskledger.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The orders of numbers, transaction ids and commits that readers of other designs lose events by. */
class InterleavingsTest {

    private final String database = EventStoreFixture.newDatabase();
    private final EventStoreProcess process = new EventStoreProcess(database);
    private final OrderedReader reader = process.engine.readerAfter(new GlobalSequenceTrackingToken(1));
    private final List<String> read = new ArrayList<>();
    private final OpenTransaction a;
    private final OpenTransaction b;

    InterleavingsTest() throws SQLException {
        a = new OpenTransaction(database);
        b = new OpenTransaction(database);
    }

    /** The first number that is drawn of a sequence, and every 32nd after it, are logged, and bring a transaction id with them. */
    @BeforeEach
    void prepare() {
        OpenTransaction.prepareHolding(process);
        process.note("first");
    }

    @AfterEach
    void close() throws SQLException {
        a.close();
        b.close();
        process.close();
    }

    @Test
    void one_with_the_later_id_and_the_earlier_number_is_waited_for() throws SQLException {
        a.drawId();
        b.append("b");
        a.append("a").commit();
        assertThat(read()).isEmpty();
        b.commit();
        assertThat(read()).containsExactly("b", "a");
    }

    @Test
    void and_passed_when_it_is_rolled_back() throws SQLException {
        a.drawId();
        b.append("b");
        a.append("a").commit();
        assertThat(read()).isEmpty();
        b.rollBack();
        assertThat(read()).containsExactly("a");
    }

    @Test
    void one_with_the_earlier_id_and_the_later_number_is_not_waited_for() throws SQLException {
        a.drawId();
        b.append("b");
        a.append("a");
        b.commit();
        assertThat(read()).containsExactly("b");
        a.commit();
        assertThat(read()).containsExactly("b", "a");
    }

    @Test
    void nor_missed_when_it_is_rolled_back_and_others_follow() throws SQLException {
        a.drawId();
        b.append("b");
        a.append("a");
        b.commit();
        process.note("later");
        assertThat(read()).containsExactly("b");
        a.rollBack();
        assertThat(read()).containsExactly("b", "later");
    }

    @Test
    void one_that_has_drawn_a_number_and_has_no_id_yet_is_waited_for() throws SQLException {
        try (var holder = new OpenTransaction(database)) {
            CompletableFuture<Void> held = b.appendHeldBack("b", holder);
            a.append("a").commit();
            assertThat(read()).isEmpty();
            holder.rollBack();
            held.join();
            assertThat(read()).isEmpty();
            b.commit();
            assertThat(read()).containsExactly("b", "a");
        }
    }

    @Test
    void and_passed_when_it_never_gets_one() throws SQLException {
        try (var holder = new OpenTransaction(database)) {
            CompletableFuture<Void> held = b.appendHeldBack("b", holder);
            a.append("a").commit();
            assertThat(read()).isEmpty();
            holder.rollBack();
            held.join();
            b.rollBack();
            assertThat(read()).containsExactly("a");
        }
    }

    /** More than enough looks to decide whatever can be decided. */
    private List<String> read() {
        for (int i = 0; i < 6; i++) {
            reader.next(100).forEach(event -> read.add(event.aggregateIdentifier()));
        }
        return read;
    }
}
