package io.taskledger.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class HeartbeatsTest {

    /** Shorter than the time from one statement to the next. */
    private static final Duration AT_ONCE = Duration.ofNanos(-1);

    private final Heartbeats heartbeats = new Heartbeats();

    @Test
    void a_loop_that_has_not_begun_is_not_overdue() {
        heartbeats.of("poll", AT_ONCE);
        assertThat(heartbeats.overdue()).isEmpty();
    }

    @Test
    void a_loop_is_overdue_by_name_when_its_bound_has_passed() {
        heartbeats.of("poll", AT_ONCE).beat();
        heartbeats.of("sweep", Duration.ofHours(1)).beat();
        assertThat(heartbeats.overdue()).containsOnlyKeys("poll");
    }

    @Test
    void a_loop_that_rests_on_purpose_is_not_overdue() {
        Heartbeat poll = heartbeats.of("poll", AT_ONCE);
        poll.beat();
        poll.rest();
        assertThat(heartbeats.overdue()).isEmpty();
        poll.beat();
        assertThat(heartbeats.overdue()).containsOnlyKeys("poll");
    }
}
