package io.taskledger.command;

import static io.taskledger.command.Users.ANN;
import static io.taskledger.command.Users.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.taskledger.command.TaskCommand.ChangeTask;
import io.taskledger.command.TaskCommand.CompleteTask;
import io.taskledger.command.TaskCommand.CreateTask;
import io.taskledger.command.TaskCommand.DeleteTask;
import io.taskledger.command.TaskCommand.ReopenTask;
import io.taskledger.command.TaskCommand.RestoreTask;
import io.taskledger.kernel.EntityTag;
import io.taskledger.kernel.EntityTags;
import io.taskledger.kernel.NoSuchTask;
import io.taskledger.kernel.NotTheOwner;
import io.taskledger.kernel.PreconditionFailed;
import io.taskledger.kernel.Preconditions;
import io.taskledger.kernel.TaskEvent.TaskCompleted;
import io.taskledger.kernel.TaskEvent.TaskCreated;
import io.taskledger.kernel.TaskEvent.TaskDeleted;
import io.taskledger.kernel.TaskEvent.TaskDescribed;
import io.taskledger.kernel.TaskEvent.TaskRenamed;
import io.taskledger.kernel.TaskEvent.TaskReopened;
import io.taskledger.kernel.TaskEvent.TaskRestored;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.Condition;

import java.util.List;

/** Whatever two users ask of a task, folding what was decided never contradicts what was promised. */
class TaskStatePropertiesTest {

    @Provide
    Arbitrary<List<Step>> stories() {
        return TaskStories.stories();
    }

    @Property
    void the_task_is_what_the_accepted_commands_said(@ForAll("stories") List<Step> story) {
        Promise promise = Promise.keptBy(story.getFirst().before());
        for (Step step : story) {
            promise = step.accepted() ? promise.and(step.command()) : promise;
            assertThat(Promise.keptBy(step.after())).isEqualTo(promise);
        }
    }

    @Property
    void the_version_is_the_number_of_events_less_one(@ForAll("stories") List<Step> story) {
        long events = 1;
        for (Step step : story) {
            events += step.events().size();
            assertThat(step.after().task().version()).isEqualTo(events - 1);
        }
    }

    @Property
    void the_task_says_when_it_was_created_and_when_its_last_event_happened(@ForAll("stories") List<Step> story) {
        for (Step step : story) {
            assertThat(step.after().task().createdAt()).isEqualTo(TaskStories.CREATED);
            assertThat(step.after().task().updatedAt())
                    .isEqualTo(step.events().isEmpty() ? step.before().task().updatedAt() : step.at());
        }
    }

    @Property
    void a_task_never_changes_its_id_or_its_owner(@ForAll("stories") List<Step> story) {
        assertThat(story).allSatisfy(step -> {
            assertThat(step.after().task().id()).isEqualTo(TaskStories.MILK.id());
            assertThat(step.after().task().userId()).isEqualTo(ANN);
            assertThat(step.events()).allSatisfy(event -> assertThat(event.taskId()).isEqualTo(TaskStories.MILK.id()));
        });
    }

    @Property
    void who_is_not_the_owner_never_gets_an_event(@ForAll("stories") List<Step> story) {
        assertThat(story).filteredOn(step -> step.caller().equals(BOB)).allSatisfy(step -> assertThat(step.rejection())
                .isInstanceOf(step.command() instanceof CreateTask ? TaskExists.class : NotTheOwner.class));
    }

    @Property
    void a_condition_that_does_not_hold_never_gets_an_event(@ForAll("stories") List<Step> story) {
        assertThat(story).filteredOn(TaskStatePropertiesTest::missesItsCondition)
                .allSatisfy(step -> assertThat(step.rejection()).isInstanceOfAny(PreconditionFailed.class, NotTheOwner.class, NoSuchTask.class));
    }

    @Property
    void only_a_condition_that_does_not_hold_is_a_mismatch(@ForAll("stories") List<Step> story) {
        assertThat(story).filteredOn(step -> step.rejection() instanceof PreconditionFailed)
                .are(new Condition<>(TaskStatePropertiesTest::missesItsCondition, "missing its condition"));
    }

    @Property
    void what_is_asked_again_makes_no_event_and_a_deleted_task_is_gone(@ForAll("stories") List<Step> story) {
        assertThat(story).filteredOn(Step::accepted).allSatisfy(step -> {
            TaskCommand again = unconditional(step.command());
            if (again instanceof DeleteTask) {
                assertThatExceptionOfType(NoSuchTask.class).isThrownBy(() -> step.after().decide(again, ANN, ""));
            } else {
                assertThat(step.after().decide(again, ANN, "")).isEmpty();
            }
        });
    }

    @Property
    void what_is_decided_twice_of_one_state_is_decided_alike(@ForAll("stories") List<Step> story) {
        assertThat(story).allSatisfy(step -> assertThat(Step.of(step.before(), new Step.Asked(step.caller(), step.command()), step.at()))
                .usingRecursiveComparison().ignoringFieldsOfTypes(Throwable.class).isEqualTo(step));
    }

    @Property
    void of_a_deleted_task_nothing_comes_but_its_restoring(@ForAll("stories") List<Step> story) {
        assertThat(story).filteredOn(step -> step.before().now().deleted())
                .allSatisfy(step -> assertThat(step.events()).isIn(List.of(), List.of(new TaskRestored(TaskStories.MILK.id()))));
    }

    @Property
    void every_event_changes_the_task(@ForAll("stories") List<Step> story) {
        assertThat(story).allSatisfy(step ->
                assertThat(step.states().stream().map(Promise::keptBy)).doesNotHaveDuplicates());
    }

    @Property
    void events_of_one_command_are_ordered_by_what_they_change(@ForAll("stories") List<Step> story) {
        assertThat(story).allSatisfy(step -> assertThat(step.events().stream().map(event -> switch (event) {
            case TaskRenamed _ -> 1;
            case TaskDescribed _ -> 2;
            case TaskCompleted _, TaskReopened _ -> 3;
            case TaskCreated _, TaskDeleted _, TaskRestored _ -> 4;
        })).isSorted().doesNotHaveDuplicates());
    }

    private static boolean missesItsCondition(Step step) {
        Preconditions preconditions = step.command().preconditions();
        var current = new EntityTag("", step.before().task().version());
        EntityTags ifMatch = preconditions.ifMatch();
        EntityTags ifNoneMatch = preconditions.ifNoneMatch();
        return (ifMatch != null && !ifMatch.nameStrongly(current)) || (ifNoneMatch != null && ifNoneMatch.nameWeakly(current));
    }

    private static TaskCommand unconditional(TaskCommand command) {
        return switch (command) {
            case CreateTask create -> create;
            case ChangeTask(var id, _, var title, var description, var completed) ->
                new ChangeTask(id, Preconditions.NONE, title, description, completed);
            case CompleteTask(var id, _) -> new CompleteTask(id, Preconditions.NONE);
            case ReopenTask(var id, _) -> new ReopenTask(id, Preconditions.NONE);
            case DeleteTask(var id, _) -> new DeleteTask(id, Preconditions.NONE);
            case RestoreTask(var id, _) -> new RestoreTask(id, Preconditions.NONE);
        };
    }
}
