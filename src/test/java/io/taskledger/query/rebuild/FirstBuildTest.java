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

import java.util.List;
import java.util.UUID;

/** What a projection that is new waits for before it is fed. */
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
        var events = new Failing(3, 0);
        new Rebuilds(jobs, events, positions).complete(new NamedProjection("never_begun"));
        assertThat(events.failures).isZero();
    }

    /** The feed then folds what there is one after the other, and parks what can't be. */
    @Test
    @Timeout(60)
    void one_that_meets_an_event_that_it_can_not_fold_is_left_to_the_feed() throws Exception {
        var events = new Failing(0, 1_000_000);
        var projection = new NamedProjection("never_built");
        assertThat(jobs.add(projection, Job.Kind.REBUILD, 1_000_000)).isTrue();
        UUID runner = UUID.randomUUID();
        jobs.finish(jobs.take(runner, List.of("never_built")).orElseThrow(), runner, Job.Status.FAILED, "a test");
        new Rebuilds(jobs, events, positions).complete(projection);
        assertThat(jobs.last(projection, Job.Kind.REBUILD).orElseThrow().status()).isEqualTo(Job.Status.FAILED);
    }

    /** An event store that answers after some failures. */
    private static final class Failing implements EventSource {

        private final long head;
        private int failures;

        Failing(int failures, long head) {
            this.failures = failures;
            this.head = head;
        }

        @Override
        public UUID epochId() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean holds(long position, UUID event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long head() {
            if (failures > 0) {
                failures--;
                throw new EventStoreException("a test");
            }
            return head;
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
