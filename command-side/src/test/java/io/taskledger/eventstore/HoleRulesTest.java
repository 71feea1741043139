package io.taskledger.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The classic ways to lose an event, one by one. */
class HoleRulesTest {

    private final ModelEventTable table = new ModelEventTable();
    private final HighWaterMark highWater = new HighWaterMark(table);
    private final OrderedReader reader = new OrderedReader(table, highWater, 0);

    private final ModelTransaction a = table.begin().orElseThrow();
    private final ModelTransaction b = table.begin().orElseThrow();

    @BeforeEach
    void the_first_event_is_there() {
        commit(drawing(table.begin().orElseThrow()));
        assertThat(next()).containsExactly(1L);
    }

    @Test
    void who_drew_last_commits_first() {
        a.draw();
        commit(drawing(b));
        assertThat(next()).isEmpty();
        assertThat(next()).isEmpty();
        commit(a);
        assertThat(next()).containsExactly(2L, 3L);
    }

    @Test
    void who_drew_first_rolls_back() {
        a.draw();
        commit(drawing(b));
        assertThat(next()).isEmpty();
        assertThat(next()).isEmpty();
        rollBack(a);
        assertThat(next()).containsExactly(3L);
    }

    @Test
    void who_began_first_draws_last() {
        a.lock(); // and has its id
        b.draw();
        commit(drawing(a));
        assertThat(next()).isEmpty();
        commit(b);
        assertThat(next()).containsExactly(2L, 3L);
    }

    @Test
    void who_began_first_draws_last_and_the_other_rolls_back() {
        a.lock();
        b.draw();
        commit(drawing(a));
        assertThat(next()).isEmpty();
        assertThat(next()).isEmpty();
        rollBack(b);
        assertThat(next()).containsExactly(3L);
    }

    @Test
    void a_hole_is_not_passed_while_the_one_who_drew_it_is_about_to_commit() {
        a.draw();
        commit(drawing(b));
        a.commit();
        assertThat(next()).as("seen before its locks are gone").containsExactly(2L, 3L);
    }

    @Test
    void who_begins_after_the_snapshot_of_a_look_is_of_no_account_to_it() {
        betweenSnapshotAndWhatFollows(true, () -> {
            a.draw();
            commit(drawing(b));
        });
        highWater.look();
        assertThat(next()).isEmpty();
        commit(a);
        assertThat(next()).containsExactly(2L, 3L);
    }

    @Test
    void an_event_that_is_seen_only_after_the_writers_were_listed_is_not_passed() {
        a.draw();
        commit(drawing(b));
        assertThat(next()).isEmpty();
        betweenSnapshotAndWhatFollows(true, () -> commit(a));
        highWater.look();
        assertThat(next()).containsExactly(2L, 3L);
    }

    @Test
    void an_event_that_becomes_visible_between_a_page_and_the_next_look_is_not_passed() {
        a.draw();
        commit(drawing(b));
        betweenSnapshotAndWhatFollows(false, () -> {
            commit(a);
            highWater.look();
        });
        assertThat(next()).isEmpty();
        assertThat(next()).containsExactly(2L, 3L);
    }

    @Test
    void who_only_locks_delays_the_decision_and_loses_nothing() {
        a.lock();
        rollBack(drawing(b));
        commit(drawing(table.begin().orElseThrow()));
        assertThat(next()).isEmpty();
        assertThat(next()).isEmpty();
        rollBack(a);
        assertThat(next()).containsExactly(3L);
    }

    @Test
    void who_comes_later_does_not_put_the_decision_off() {
        b.lock();
        rollBack(drawing(a));
        commit(drawing(table.begin().orElseThrow()));
        var writers = new ArrayDeque<>(List.of(b, locking()));
        assertThat(next()).isEmpty();
        for (int looks = 0; looks < 2; looks++) {
            assertThat(next()).isEmpty();
            writers.add(locking());
            rollBack(writers.remove());
        }
        assertThat(next()).as("while two others write").containsExactly(3L);
    }

    @Test
    void who_prepares_under_another_id_is_waited_for() {
        a.draw();
        commit(drawing(b));
        assertThat(next()).isEmpty();
        assertThat(next()).isEmpty();
        a.prepare(true);
        assertThat(next()).isEmpty();
        commit(a);
        assertThat(next()).containsExactly(2L, 3L);
    }

    @Test
    void a_savepoint_that_is_rolled_back_lets_readers_go_on() {
        a.setSavepoint();
        a.draw();
        commit(drawing(b));
        assertThat(next()).isEmpty();
        assertThat(next()).isEmpty();
        a.rollBackToSavepoint();
        assertThat(next()).containsExactly(3L);
        a.draw();
        commit(a);
        assertThat(next()).containsExactly(4L);
    }

    @Test
    void numbers_that_a_crash_has_skipped_are_passed_at_the_next_look() {
        table.crash(32);
        commit(drawing(table.begin().orElseThrow()));
        assertThat(next()).isEmpty();
        assertThat(next()).containsExactly(34L);
    }

    @Test
    void a_mark_of_the_old_server_opens_no_hole_of_the_new_one() {
        a.draw();
        rollBack(a);
        commit(drawing(b));
        highWater.look();
        table.failOver(1, 0);
        ModelTransaction slow = drawing(table.begin().orElseThrow());
        commit(drawing(table.begin().orElseThrow()));
        assertThat(next()).isEmpty();
        commit(slow);
        assertThat(next()).containsExactly(2L, 3L);
    }

    @Test
    void who_decides_by_the_transactions_that_a_snapshot_lists_loses_an_event() {
        var wrong = new SnapshotReader(table, List.of(a, b), 1);
        a.lock(); // and has its id
        b.draw();
        commit(drawing(a));
        assertThat(wrong.next()).containsExactly(3L);
        assertThat(next()).isEmpty();
        commit(b);
        assertThat(wrong.next()).isEmpty();
        assertThat(next()).containsExactly(2L, 3L);
    }

    private List<Long> next() {
        return reader.next(9).stream().map(StoredEvent::position).toList();
    }

    /** Once: in the next look before the writers are listed, or after the next page was read. */
    private void betweenSnapshotAndWhatFollows(boolean inLook, Runnable others) {
        var calls = new AtomicInteger();
        table.whileStatementsRun(look -> {
            if (look == inLook && calls.incrementAndGet() == 2) {
                others.run();
            }
        });
    }

    private ModelTransaction locking() {
        ModelTransaction locking = table.begin().orElseThrow();
        locking.lock();
        return locking;
    }

    private static ModelTransaction drawing(ModelTransaction transaction) {
        transaction.draw();
        return transaction;
    }

    private static void commit(ModelTransaction transaction) {
        transaction.commit();
        transaction.release();
    }

    private static void rollBack(ModelTransaction transaction) {
        transaction.rollBack();
        transaction.release();
    }
}
