package io.taskledger.query.tasks;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** A release in which the logic of the projection "tasks" has changed, so that it has a table of its own. */
@TestConfiguration
public class NextRelease {

    /** In the place of the one that is there. */
    @Bean
    TasksProjection tasksProjection() {
        return new TasksProjection() {
            @Override
            public int version() {
                return 3;
            }
        };
    }
}
