package io.taskledger.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.time.Duration;
import java.util.List;

/** In whatever order transactions lock, draw, commit and end between the statements of readers, these pass no event. */
class OrderedReadingPropertiesTest {

    private static final int TRIES = 1_000;

    /** One meets the hole, one looks, and one was short since the hole was open before. */
    private static final int SPARE_CALLS = 3;

    @Provide
    Arbitrary<List<Act>> onOneServer() {
        return Act.onOneServer();
    }

    @Provide
    Arbitrary<List<Act>> withFailovers() {
        return Act.withFailovers();
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void each_reader_gets_each_event_once_and_in_order(@ForAll("onOneServer") List<Act> acts) {
        allReadAll(Play.of(acts).end(true));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void what_is_rolled_back_keeps_no_reader_waiting(@ForAll("onOneServer") List<Act> acts) {
        allReadAll(Play.of(acts).end(false));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void what_one_server_said_counts_for_nothing_on_the_next(@ForAll("withFailovers") List<Act> acts) {
        allReadAll(Play.of(acts).end(true));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void the_head_is_the_last_event_where_nobody_writes(@ForAll("withFailovers") List<Act> acts) {
        Play play = Play.of(acts).end(true);
        assertThat(play.highWater().head()).isEqualTo(play.table().last());
        assertThat(play.highWater().last()).isEqualTo(play.table().last());
        assertThat(play.highWater().undecidedFor()).isEqualTo(Duration.ZERO);
    }

    private static void allReadAll(Play play) {
        long last = play.table().last();
        int limit = 3;
        for (CheckedReader reader : play.readers()) {
            assertThat(reader.callsToReach(last, limit)).as("calls").isLessThanOrEqualTo(play.table().visible().size() / limit + SPARE_CALLS);
            reader.missesNothing();
        }
    }
}
