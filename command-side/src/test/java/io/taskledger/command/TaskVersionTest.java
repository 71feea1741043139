package io.taskledger.command;

import static io.taskledger.command.Users.ANN;

import io.taskledger.kernel.NoSuchTask;
import io.taskledger.kernel.PreconditionFailed;
import io.taskledger.kernel.VersionMismatch;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;

import java.util.List;

/** What a command's {@code If-Match} and {@code If-None-Match} hold it to. */
class TaskVersionTest {

    private final AggregateTestFixture<Task> fixture = new AggregateTestFixture<>(Task.class);
    private final SampleTask milk = SampleTask.milk();

    @EveryRequest
    void a_command_is_not_carried_out_at_another_version_even_where_it_would_change_nothing(Request request) {
        fixture.given(milk.createdBy(ANN))
                .when(request.ifMatch("\"1\"").by(ANN))
                .expectNoEvents()
                .expectException(VersionMismatch.class)
                .expectExceptionMessage("The task's ETag is \"0\", which the If-Match header does not name.");
    }

    @EveryRequest
    void a_weak_tag_never_matches(Request request) {
        fixture.given(milk.createdBy(ANN))
                .when(request.ifMatch("W/\"0\"").by(ANN))
                .expectNoEvents()
                .expectException(VersionMismatch.class);
    }

    @EveryRequest
    void a_command_is_not_carried_out_at_a_version_that_is_excluded(Request request) {
        for (String excluded : List.of("\"0\"", "*", "W/\"0\"", "\"7\", \"0\"")) {
            fixture.given(milk.createdBy(ANN))
                    .when(request.ifNoneMatch(excluded).by(ANN))
                    .expectNoEvents()
                    .expectException(PreconditionFailed.class)
                    .expectExceptionMessage("The task's ETag is \"0\", which the If-None-Match header excludes.");
        }
        fixture.given(milk.createdBy(ANN)).when(request.ifNoneMatch("\"1\"").by(ANN)).expectSuccessfulHandlerExecution();
    }

    @EveryRequest
    void a_command_is_carried_out_at_its_version(Request request) {
        fixture.given(milk.createdBy(ANN)).when(request.ifMatch("\"0\"").by(ANN)).expectSuccessfulHandlerExecution();
    }

    @EveryRequest
    void a_command_is_carried_out_at_any_version_of_its_list(Request request) {
        fixture.given(milk.createdBy(ANN)).when(request.ifMatch("\"7\", \"0\"").by(ANN)).expectSuccessfulHandlerExecution();
    }

    @EveryRequest
    void a_star_matches_whatever_is_there(Request request) {
        fixture.given(milk.createdBy(ANN)).when(request.ifMatch("*").by(ANN)).expectSuccessfulHandlerExecution();
    }

    @EveryRequest
    void a_deleted_task_is_not_there_at_any_version(Request request) {
        if (!(request.command() instanceof TaskCommand.RestoreTask)) {
            fixture.given(milk.createdBy(ANN), milk.deleted())
                    .when(request.ifMatch("\"7\"").by(ANN))
                    .expectNoEvents()
                    .expectException(NoSuchTask.class);
        }
    }

    @Test
    void a_deleted_task_is_restored_only_at_its_version() {
        fixture.given(milk.createdBy(ANN), milk.deleted())
                .when(milk.restore().ifMatch("\"0\"").by(ANN))
                .expectNoEvents()
                .expectException(VersionMismatch.class);
        fixture.given(milk.createdBy(ANN), milk.deleted())
                .when(milk.restore().ifMatch("\"1\"").by(ANN))
                .expectEvents(milk.restored());
    }

    @Test
    void a_task_that_has_to_be_there_is_not_created() {
        fixture.givenNoPriorActivity()
                .when(milk.create().ifMatch("*").by(ANN))
                .expectNoEvents()
                .expectException(PreconditionFailed.class);
        fixture.givenNoPriorActivity().when(milk.create().ifNoneMatch("*").by(ANN)).expectEvents(milk.createdBy(ANN));
    }

    @Test
    void every_event_counts() {
        fixture.given(
                        milk.createdBy(ANN), milk.renamed("Buy oat milk"), milk.described("Two litres"), milk.completed(),
                        milk.reopened(), milk.deleted(), milk.restored())
                .when(milk.complete().ifMatch("\"6\"").by(ANN))
                .expectEvents(milk.completed());
    }

    @Test
    void a_command_that_makes_several_events_is_held_to_the_version_before_them() {
        fixture.given(milk.createdBy(ANN))
                .when(milk.change().title("Buy oat milk").completed(true).ifMatch("\"0\"").by(ANN))
                .expectEvents(milk.renamed("Buy oat milk"), milk.completed());
    }
}
