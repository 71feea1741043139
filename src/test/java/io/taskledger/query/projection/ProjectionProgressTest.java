package io.taskledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.kernel.TaskId;
import io.taskledger.support.NamedProjection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class ProjectionProgressTest {

    private static final TaskId MILK = new TaskId(UUID.randomUUID());

    private final Set<UUID> parked = ConcurrentHashMap.newKeySet();
    private final ProjectionProgress progress = new ProjectionProgress(
            List.of(new NamedProjection("tasks"), new NamedProjection("audit")), (_, task) -> parked.contains(task));
    private final ExecutorService commands = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        commands.shutdownNow();
    }

    @Test
    void a_command_goes_on_when_the_last_of_the_projections_has_passed_its_position() throws Exception {
        Future<Boolean> command = commands.submit(() -> progress.await(MILK, 7));
        progress.advance(List.of(new Progress("tasks", 9, 0)));
        progress.heard("audit 6 0");
        assertThat(command.isDone()).isFalse();
        progress.heard("audit 7 0");
        assertThat(command.get()).isTrue();
        assertThat(progress.await(MILK, 7)).isTrue();
    }

    @Test
    void what_comes_late_takes_nothing_back() {
        progress.heard("tasks 9 0");
        progress.heard("audit 9 0");
        progress.heard("audit 3 0");
        progress.look(List.of(entry("tasks", 2, true, true), entry("audit", 2, true, true)), Map.of());
        assertThat(progress.await(MILK, 9)).isTrue();
    }

    @Test
    void what_a_crash_took_back_is_waited_for_again() {
        progress.heard("tasks 9 0");
        progress.heard("audit 9 0");
        progress.look(List.of(entry("tasks", 8, true, true), entry("audit", 9, true, true)), progress.known());
        assertThat(progress.await(MILK, 8)).isTrue();
        assertThat(progress.await(MILK, 9)).isFalse();
    }

    @Test
    void nobody_waits_for_longer_than_two_seconds() {
        progress.heard("tasks 9 0");
        assertThat(progress.await(MILK, 9)).isFalse();
    }

    @Test
    void what_queries_of_another_release_read_is_waited_for_as_long_as_it_is_fed() throws Exception {
        progress.heard("tasks 9 0");
        progress.heard("audit 9 0");
        progress.look(List.of(entry("tasks_2", 5, true, true)), Map.of());
        Future<Boolean> command = commands.submit(() -> progress.await(MILK, 8));
        progress.heard("tasks_2 7 0");
        assertThat(command.isDone()).isFalse();
        progress.look(List.of(entry("tasks_2", 7, true, false)), Map.of());
        assertThat(command.get()).isTrue();
    }

    @Test
    void what_no_query_reads_yet_is_not() {
        progress.heard("tasks 9 0");
        progress.heard("audit 9 0");
        progress.look(List.of(entry("tasks_2", 5, false, true)), Map.of());
        assertThat(progress.await(MILK, 9)).isTrue();
    }

    @Test
    void its_own_projections_are_waited_for_also_before_they_are_there() {
        progress.heard("tasks 9 0");
        progress.look(List.of(entry("tasks", 9, true, true)), Map.of());
        assertThat(progress.await(MILK, 1)).isFalse();
    }

    @Test
    void a_command_on_a_parked_task_does_not_wait() {
        parked.add(MILK.value());
        progress.heard("tasks 3 1");
        progress.heard("audit 3 0");
        assertThat(progress.await(MILK, Long.MAX_VALUE)).isFalse();
        assertThat(progress.await(new TaskId(UUID.randomUUID()), 3)).isTrue();
    }

    @Test
    void nobody_looks_for_dead_letters_where_there_are_none() {
        parked.add(MILK.value());
        progress.heard("tasks 3 0");
        progress.heard("audit 3 0");
        assertThat(progress.await(MILK, 3)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tasks", "tasks 3", "tasks x 0", "tasks 3 0 0", "tasks 99999999999999999999 0"})
    void what_is_not_ours_to_say_is_not_heard(String text) {
        progress.heard("audit 9 0");
        progress.heard("tasks 2 0");
        progress.heard(text);
        assertThat(progress.await(MILK, 2)).isTrue();
        assertThat(Progress.parse(text)).isNull();
    }

    private static PositionTable.Entry entry(String projection, long position, boolean served, boolean fed) {
        return new PositionTable.Entry(new Progress(projection, position, 0), served, fed);
    }
}
