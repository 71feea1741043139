package io.taskledger.command;

import static io.taskledger.command.Users.ANN;
import static org.axonframework.test.matchers.Matchers.listWithAllOf;
import static org.axonframework.test.matchers.Matchers.matches;

import io.taskledger.kernel.NoSuchTask;
import io.taskledger.kernel.TaskView;
import io.taskledger.kernel.Title;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;

import java.time.Instant;

/** What each command does to a task. */
class TaskTest {

    private static final Instant NINE = Instant.parse("2026-01-16T09:00:00.123456Z");
    private static final Instant TEN = NINE.plusSeconds(3600);

    private final AggregateTestFixture<Task> fixture = new AggregateTestFixture<>(Task.class);
    private final SampleTask milk = SampleTask.milk();

    @Test
    void who_creates_a_task_owns_it() {
        fixture.givenNoPriorActivity()
                .when(milk.create().by(ANN))
                .expectEvents(milk.createdBy(ANN));
    }

    @Test
    void a_task_may_be_created_without_a_description() {
        fixture.givenNoPriorActivity()
                .when(milk.withoutDescription().create().by(ANN))
                .expectEvents(milk.withoutDescription().createdBy(ANN));
    }

    @Test
    void a_created_task_is_answered_open_and_at_version_0() {
        fixture.givenCurrentTime(NINE)
                .when(milk.create().by(ANN))
                .expectResultMessagePayload(new TaskView(milk.id(), ANN, milk.title(), milk.description(), false, NINE, NINE, 0));
    }

    @Test
    void a_title_is_changed_alone() {
        fixture.given(milk.createdBy(ANN))
                .when(milk.change().title("Buy oat milk").by(ANN))
                .expectEvents(milk.renamed("Buy oat milk"));
    }

    @Test
    void a_description_is_changed_alone() {
        fixture.given(milk.createdBy(ANN))
                .when(milk.change().description("Two litres").by(ANN))
                .expectEvents(milk.described("Two litres"));
    }

    @Test
    void a_description_is_given_to_a_task_that_had_none() {
        fixture.given(milk.withoutDescription().createdBy(ANN))
                .when(milk.change().description("Two litres").by(ANN))
                .expectEvents(milk.described("Two litres"));
    }

    @Test
    void a_description_is_cleared() {
        fixture.given(milk.createdBy(ANN))
                .when(milk.change().noDescription().by(ANN))
                .expectEvents(milk.descriptionCleared());
    }

    @Test
    void completion_is_changed_like_any_other_value() {
        fixture.given(milk.createdBy(ANN))
                .when(milk.change().completed(true).by(ANN))
                .expectEvents(milk.completed());
        fixture.given(milk.createdBy(ANN), milk.completed())
                .when(milk.change().completed(false).by(ANN))
                .expectEvents(milk.reopened());
    }

    @Test
    void one_change_may_make_three_events_renamed_then_described_then_completed() {
        fixture.given(milk.createdBy(ANN))
                .when(milk.change().completed(true).description("Two litres").title("Buy oat milk").by(ANN))
                .expectEvents(milk.renamed("Buy oat milk"), milk.described("Two litres"), milk.completed());
    }

    @Test
    void one_change_may_make_three_events_renamed_then_described_then_reopened() {
        fixture.given(milk.createdBy(ANN), milk.completed())
                .when(milk.change().completed(false).noDescription().title("Buy oat milk").by(ANN))
                .expectEvents(milk.renamed("Buy oat milk"), milk.descriptionCleared(), milk.reopened());
    }

    @Test
    void one_change_makes_events_only_of_what_is_new() {
        fixture.given(milk.createdBy(ANN), milk.completed())
                .when(milk.change().title("Buy milk").description("Two litres").completed(true).by(ANN))
                .expectEvents(milk.described("Two litres"));
    }

    @Test
    void a_changed_task_is_answered_as_it_is_after_all_of_its_events() {
        fixture.givenCurrentTime(NINE)
                .andGiven(milk.createdBy(ANN))
                .andGivenCurrentTime(TEN)
                .when(milk.change().title("Buy oat milk").noDescription().completed(true).by(ANN))
                .expectResultMessagePayload(new TaskView(milk.id(), ANN, new Title("Buy oat milk"), null, true, NINE, TEN, 3));
    }

    @Test
    void a_task_is_completed() {
        fixture.given(milk.createdBy(ANN)).when(milk.complete().by(ANN)).expectEvents(milk.completed());
    }

    @Test
    void a_completed_task_is_reopened() {
        fixture.given(milk.createdBy(ANN), milk.completed()).when(milk.reopen().by(ANN)).expectEvents(milk.reopened());
    }

    @Test
    void a_task_is_deleted() {
        fixture.given(milk.createdBy(ANN)).when(milk.delete().by(ANN)).expectEvents(milk.deleted());
    }

    @Test
    void a_deleted_task_is_restored() {
        fixture.given(milk.createdBy(ANN), milk.deleted()).when(milk.restore().by(ANN)).expectEvents(milk.restored());
    }

    @Test
    void a_restored_task_is_answered_as_it_was_before_it_was_deleted() {
        fixture.givenCurrentTime(NINE)
                .andGiven(milk.createdBy(ANN), milk.completed(), milk.deleted())
                .andGivenCurrentTime(TEN)
                .when(milk.restore().by(ANN))
                .expectResultMessagePayload(new TaskView(milk.id(), ANN, milk.title(), milk.description(), true, NINE, TEN, 3));
    }

    @Test
    void a_restored_task_obeys_again() {
        fixture.given(milk.createdBy(ANN), milk.deleted(), milk.restored())
                .when(milk.complete().by(ANN))
                .expectEvents(milk.completed());
    }

    @Test
    void a_change_of_nothing_makes_no_event_and_answers_with_the_task() {
        fixture.givenCurrentTime(NINE)
                .andGiven(milk.createdBy(ANN))
                .andGivenCurrentTime(TEN)
                .when(milk.change().by(ANN))
                .expectNoEvents()
                .expectResultMessagePayload(new TaskView(milk.id(), ANN, milk.title(), milk.description(), false, NINE, NINE, 0));
    }

    @Test
    void a_change_to_what_is_there_makes_no_event() {
        fixture.given(milk.createdBy(ANN))
                .when(milk.change().title("Buy milk").description("The organic one").completed(false).by(ANN))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void clearing_a_description_that_is_not_there_makes_no_event() {
        fixture.given(milk.withoutDescription().createdBy(ANN))
                .when(milk.change().noDescription().by(ANN))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void an_empty_description_is_not_the_same_as_none() {
        fixture.given(milk.withoutDescription().createdBy(ANN))
                .when(milk.change().description("").by(ANN))
                .expectEvents(milk.described(""));
    }

    @Test
    void completing_a_completed_task_makes_no_event() {
        fixture.given(milk.createdBy(ANN), milk.completed())
                .when(milk.complete().by(ANN))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void reopening_an_open_task_makes_no_event() {
        fixture.given(milk.createdBy(ANN))
                .when(milk.reopen().by(ANN))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void restoring_a_task_that_is_not_deleted_makes_no_event() {
        fixture.given(milk.createdBy(ANN))
                .when(milk.restore().by(ANN))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @EveryRequest
    void a_deleted_task_is_not_there_for_anything_but_its_restoring(Request request) {
        var after = fixture.given(milk.createdBy(ANN), milk.deleted()).when(request.by(ANN));
        if (request.command() instanceof TaskCommand.RestoreTask) {
            after.expectEvents(milk.restored());
        } else {
            after.expectNoEvents().expectException(NoSuchTask.class);
        }
    }

    @EveryRequest
    void a_task_that_never_was_is_not_there_for_anything(Request request) {
        fixture.givenNoPriorActivity()
                .when(request.by(ANN))
                .expectNoEvents()
                .expectException(AggregateNotFoundException.class);
    }

    @EveryRequest
    void a_command_that_names_no_caller_is_not_handled(Request request) {
        fixture.given(milk.createdBy(ANN))
                .when(request.byNobody())
                .expectNoEvents()
                .expectException(NoHandlerForCommandException.class);
    }

    @Test
    void a_creation_that_names_no_caller_is_not_handled() {
        fixture.givenNoPriorActivity()
                .when(milk.create().byNobody())
                .expectNoEvents()
                .expectException(NoHandlerForCommandException.class);
    }

    @Test
    void the_aggregate_writes_no_metadata_on_its_events() {
        fixture.given(milk.createdBy(ANN))
                .when(milk.change().title("Buy oat milk").noDescription().completed(true).by(ANN))
                .expectEventsMatching(listWithAllOf(matches((EventMessage<?> event) -> event.getMetaData().isEmpty())));
    }
}
