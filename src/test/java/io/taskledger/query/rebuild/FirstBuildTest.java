package io.taskledger.query.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.query.projection.EventSource;
import io.taskledger.query.projection.PositionTable;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.NamedProjection;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

/** What a projection that is new waits for before its processor begins. */
@ApplicationTest
class FirstBuildTest {

    private final JobTable jobs;
    private final PositionTable positions;

    FirstBuildTest(@Autowired JobTable jobs, @Autowired PositionTable positions) {
        this.jobs = jobs;
        this.positions = positions;
    }

    @Test
    @Timeout(60)
    void an_event_store_that_fails_for_a_while_delays_it_and_does_not_end_it() throws Exception {
        var events = new Failing(3);
        new Rebuilds(jobs, events, positions).complete(new NamedProjection("never_begun"));
        assertThat(events.failures).isZero();
    }

    /** An event store with few events, which answers after some failures. */
    private static final class Failing implements EventSource {

        private int failures;

        Failing(int failures) {
            this.failures = failures;
        }

        @Override
        public long head() {
            if (failures > 0) {
                failures--;
                throw new EventStoreException("a test");
            }
            return 0;
        }

        @Override
        public Page byTask(@Nullable Place after, long upTo, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Page ofTask(Place after, long upTo, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Page byPosition(long after, long upTo, int limit) {
            throw new UnsupportedOperationException();
        }
    }
}
