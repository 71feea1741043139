package io.taskledger.eventstore;

import static io.taskledger.eventstore.EventStoreFixture.event;
import static io.taskledger.eventstore.EventStoreFixture.newDatabase;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.eventstore.EventStoreFixture.Noted;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

/** Where a new reader begins: at the first event, after the last, or at a time. */
class TokenTest {

    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

    private final EventStoreFixture fixture = new EventStoreFixture(newDatabase());
    private final PostgresEventStorageEngine engine = fixture.engine();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void in_an_empty_store_every_token_stands_before_the_first_event() {
        TrackingToken start = new GlobalSequenceTrackingToken(0);
        assertThat(engine.createTailToken()).isEqualTo(start);
        assertThat(engine.createHeadToken()).isEqualTo(start);
        assertThat(engine.createTokenAt(NOON)).isEqualTo(start);

        store(0);
        assertThat(after(start)).containsExactly("0");
    }

    @Test
    void the_tail_is_before_the_first_event() {
        store(0, 40, 35);
        assertThat(after(engine.createTailToken())).containsExactly("0", "40", "35");
    }

    @Test
    void the_head_is_after_the_last_event() {
        store(0, 40, 35);
        TrackingToken head = engine.createHeadToken();

        assertThat(after(head)).isEmpty();
        store(50);
        assertThat(after(head)).containsExactly("50");
    }

    @Test
    void the_head_is_after_the_last_event_whatever_numbers_were_given_up() {
        store(0);
        var givenUp = fixture.transactions().startTransaction();
        store(10);
        givenUp.rollback();
        store(20);

        assertThat(after(engine.createHeadToken())).isEmpty();
    }

    @Test
    void a_time_before_all_events_is_the_tail() {
        store(0, 40);
        assertThat(after(at(-1))).containsExactly("0", "40");
    }

    @Test
    void a_time_between_events_is_before_the_later_one() {
        store(0, 40, 35);
        assertThat(after(at(30))).containsExactly("40", "35");
    }

    @Test
    void the_exact_time_of_an_event_is_before_it() {
        store(30, 40);
        assertThat(after(at(30))).containsExactly("30", "40");
    }

    @Test
    void a_time_after_all_events_is_the_head() {
        store(0, 40);
        TrackingToken later = at(41);

        assertThat(later).isEqualTo(engine.createHeadToken());
        assertThat(after(later)).isEmpty();
    }

    @Test
    void where_clocks_disagree_no_event_of_the_time_or_later_is_left_out() {
        store(30, 40, 50, 45, 42);
        assertThat(after(at(45))).containsExactly("50", "45", "42");
    }

    private TrackingToken at(int second) {
        return engine.createTokenAt(NOON.plusSeconds(second));
    }

    private void store(int... seconds) {
        for (int second : seconds) {
            engine.appendEvents(event("at " + second, 0, new Noted(String.valueOf(second)), NOON.plusSeconds(second)));
        }
    }

    private List<String> after(TrackingToken token) {
        return engine.readEvents(token, false).map(event -> ((Noted) event.getPayload()).text()).toList();
    }
}
