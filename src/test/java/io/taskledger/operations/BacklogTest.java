package io.taskledger.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final long SECOND = 1_000_000_000;

    private long now;
    private final Backlog backlog = new Backlog(() -> now);

    @Test
    void nothing_waits_where_all_is_folded() {
        assertThat(backlog.seconds(7, 7)).isZero();
    }

    @Test
    void an_event_waits_from_when_it_was_seen_until_it_is_folded() {
        assertThat(backlog.seconds(7, 8)).isZero();
        now = 20 * SECOND;
        assertThat(backlog.seconds(7, 9)).isEqualTo(20);
        assertThat(backlog.seconds(9, 9)).isZero();
    }

    @Test
    void what_came_later_is_measured_from_when_that_was_seen() {
        assertThat(backlog.seconds(7, 8)).isZero();
        now = 20 * SECOND;
        assertThat(backlog.seconds(8, 9)).as("the first has been folded").isZero();
        now = 21 * SECOND;
        assertThat(backlog.seconds(8, 10)).isEqualTo(1);
    }
}
