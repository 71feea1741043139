package io.taskledger.command;

import static io.taskledger.command.Users.ANN;
import static io.taskledger.command.Users.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

class TaskStateTest {

    private static final Instant NINE = Instant.parse("2026-01-16T09:00:00.123456Z");

    private final SampleTask milk = SampleTask.milk();
    private final TaskState living = TaskState.evolve(null, milk.createdBy(ANN), NINE);
    private final TaskState deleted = TaskState.evolve(living, milk.deleted(), NINE);

    @Test
    void what_is_there_is_not_created_again_whoever_owns_it_deleted_or_not() {
        for (TaskState state : List.of(living, deleted)) {
            assertThatExceptionOfType(TaskExists.class).isThrownBy(() -> state.decide(milk.create().command(), ANN, ""));
            assertThatExceptionOfType(TaskExists.class).isThrownBy(() -> state.decide(milk.create().command(), BOB, ""));
        }
    }

    @Test
    void every_command_is_among_the_requests_that_the_rules_are_tested_with() {
        Set<Class<?>> requested = EveryRequest.Source.requests()
                .map(request -> request.getPayload().command().getClass())
                .collect(Collectors.toCollection(HashSet::new));
        requested.add(milk.create().command().getClass());
        assertThat(requested).containsExactlyInAnyOrder(TaskCommand.class.getPermittedSubclasses());
    }
}
