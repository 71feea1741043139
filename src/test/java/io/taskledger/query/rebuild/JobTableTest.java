package io.taskledger.query.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.ApplicationTest;
import io.taskledger.support.NamedProjection;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

@ApplicationTest
class JobTableTest {

    private static final int TIMES = 50;

    private final JobTable jobs;

    JobTableTest(@Autowired JobTable jobs) {
        this.jobs = jobs;
    }

    @Test
    void of_those_that_are_ordered_at_the_same_moment_one_is_taken() throws Exception {
        try (ExecutorService operators = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int time = 0; time < TIMES; time++) {
                var projection = new NamedProjection("ordered_" + time);
                List<Callable<Boolean>> orders = Stream.of(Job.Kind.REBUILD, Job.Kind.VERIFY, Job.Kind.REBUILD, Job.Kind.VERIFY)
                        .<Callable<Boolean>>map(kind -> () -> jobs.add(projection, kind, 0))
                        .toList();
                int taken = 0;
                for (var order : operators.invokeAll(orders)) {
                    taken += order.get() ? 1 : 0;
                }
                assertThat(taken).isEqualTo(1);
            }
        }
    }
}
