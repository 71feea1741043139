package io.taskledger.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class OncePerMinuteTest {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1); // as System.nanoTime may be: it runs over
    private final OncePerMinute events = new OncePerMinute(clock::get);

    @Test
    void one_event_a_minute_is_told_and_the_others_are_counted() {
        assertThat(events.tell()).hasValue(0);
        assertThat(events.tell()).isEmpty();
        clock.addAndGet(Duration.ofSeconds(60).toNanos() - 1);
        assertThat(events.tell()).isEmpty();
        clock.addAndGet(1);
        assertThat(events.tell()).hasValue(2);
        assertThat(events.tell()).isEmpty();
        clock.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(events.tell()).hasValue(1);
        clock.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(events.tell()).hasValue(0);
    }

    @Test
    void after_a_new_start_the_next_event_is_told() {
        assertThat(events.tell()).hasValue(0);
        assertThat(events.tell()).isEmpty();
        events.startAgain();
        assertThat(events.tell()).hasValue(0);
    }
}
