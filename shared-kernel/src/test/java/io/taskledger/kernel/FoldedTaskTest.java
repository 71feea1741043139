package io.taskledger.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.taskledger.kernel.TaskEvent.TaskCompleted;
import io.taskledger.kernel.TaskEvent.TaskCreated;
import io.taskledger.kernel.TaskEvent.TaskDeleted;
import io.taskledger.kernel.TaskEvent.TaskDescribed;
import io.taskledger.kernel.TaskEvent.TaskRenamed;
import io.taskledger.kernel.TaskEvent.TaskReopened;
import io.taskledger.kernel.TaskEvent.TaskRestored;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

class FoldedTaskTest {

    private static final Instant NINE = Instant.parse("2026-01-16T09:00:00.123456Z");
    private static final TaskId MILK = TaskId.parse("019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d");
    private static final UserId ANN = new UserId("ann");
    private static final Title BUY_MILK = new Title("Buy milk");
    private static final Title BUY_OAT_MILK = new Title("Buy oat milk");
    private static final Description ORGANIC = new Description("The organic one");
    private static final Description TWO_LITRES = new Description("Two litres");

    private static final TaskEvent CREATED = new TaskCreated(MILK, ANN, BUY_MILK, ORGANIC);

    @Test
    void a_created_task_is_open_living_and_at_version_0() {
        assertThat(folded(CREATED))
                .isEqualTo(new FoldedTask(new TaskView(MILK, ANN, BUY_MILK, ORGANIC, false, NINE, NINE, 0), false));
    }

    @Test
    void a_task_may_be_created_without_a_description() {
        assertThat(folded(new TaskCreated(MILK, ANN, BUY_MILK, null)).task().description()).isNull();
    }

    @Test
    void a_renamed_task_has_the_new_title() {
        assertThat(folded(CREATED, new TaskRenamed(MILK, BUY_OAT_MILK)))
                .isEqualTo(later(1, BUY_OAT_MILK, ORGANIC, false, false));
    }

    @Test
    void a_described_task_has_the_new_description() {
        assertThat(folded(CREATED, new TaskDescribed(MILK, TWO_LITRES))).isEqualTo(later(1, BUY_MILK, TWO_LITRES, false, false));
    }

    @Test
    void a_description_may_be_cleared() {
        assertThat(folded(CREATED, new TaskDescribed(MILK, null))).isEqualTo(later(1, BUY_MILK, null, false, false));
    }

    @Test
    void a_completed_task_is_completed_until_it_is_reopened() {
        assertThat(folded(CREATED, new TaskCompleted(MILK))).isEqualTo(later(1, BUY_MILK, ORGANIC, true, false));
        assertThat(folded(CREATED, new TaskCompleted(MILK), new TaskReopened(MILK)))
                .isEqualTo(later(2, BUY_MILK, ORGANIC, false, false));
    }

    @Test
    void a_deleted_task_is_deleted_until_it_is_restored() {
        assertThat(folded(CREATED, new TaskDeleted(MILK))).isEqualTo(later(1, BUY_MILK, ORGANIC, false, true));
        assertThat(folded(CREATED, new TaskDeleted(MILK), new TaskRestored(MILK)))
                .isEqualTo(later(2, BUY_MILK, ORGANIC, false, false));
    }

    @Test
    void a_restored_task_is_what_it_was() {
        FoldedTask restored = folded(
                CREATED, new TaskRenamed(MILK, BUY_OAT_MILK), new TaskDescribed(MILK, TWO_LITRES), new TaskCompleted(MILK),
                new TaskDeleted(MILK), new TaskRestored(MILK));

        assertThat(restored).isEqualTo(later(5, BUY_OAT_MILK, TWO_LITRES, true, false));
    }

    @ParameterizedTest
    @MethodSource("whatHappensToAnExistingTask")
    void every_event_is_one_version_more_and_dates_the_task(TaskEvent event) {
        TaskView task = folded(CREATED, event).task();

        assertThat(task.version()).isEqualTo(1);
        assertThat(task.createdAt()).isEqualTo(NINE);
        assertThat(task.updatedAt()).isEqualTo(NINE.plusSeconds(1));
        assertThat(task.id()).isEqualTo(MILK);
        assertThat(task.userId()).isEqualTo(ANN);
    }

    @ParameterizedTest
    @MethodSource("whatHappensToAnExistingTask")
    void a_task_begins_with_its_creation(TaskEvent event) {
        assertThatNullPointerException().isThrownBy(() -> folded(event)).withMessage("a task's first event is its creation");
    }

    private static Stream<TaskEvent> whatHappensToAnExistingTask() {
        return Stream.of(
                new TaskRenamed(MILK, BUY_OAT_MILK), new TaskDescribed(MILK, TWO_LITRES), new TaskCompleted(MILK),
                new TaskReopened(MILK), new TaskDeleted(MILK), new TaskRestored(MILK));
    }

    /** The events folded, a second apart, from nine o'clock on. */
    private static FoldedTask folded(TaskEvent first, TaskEvent... others) {
        FoldedTask task = FoldedTask.after(null, first, NINE);
        Instant at = NINE;
        for (TaskEvent event : List.of(others)) {
            at = at.plusSeconds(1);
            task = FoldedTask.after(task, event, at);
        }
        return task;
    }

    private static FoldedTask later(
            int version, Title title, @Nullable Description description, boolean completed, boolean deleted) {
        return new FoldedTask(
                new TaskView(MILK, ANN, title, description, completed, NINE, NINE.plusSeconds(version), version), deleted);
    }
}
