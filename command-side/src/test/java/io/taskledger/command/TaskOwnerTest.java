package io.taskledger.command;

import static io.taskledger.command.Users.ANN;
import static io.taskledger.command.Users.BOB;

import io.taskledger.kernel.NotTheOwner;
import io.taskledger.kernel.UserId;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is not the owner learns that, and nothing else: it is checked before all other rules. */
class TaskOwnerTest {

    private final AggregateTestFixture<Task> fixture = new AggregateTestFixture<>(Task.class);
    private final SampleTask milk = SampleTask.milk();

    @EveryRequest
    void only_the_owner_commands_a_task(Request request) {
        fixture.given(milk.createdBy(ANN))
                .when(request.by(BOB))
                .expectNoEvents()
                .expectException(NotTheOwner.class);
    }

    @EveryRequest
    void only_the_owner_commands_a_completed_task(Request request) {
        fixture.given(milk.createdBy(ANN), milk.completed())
                .when(request.by(BOB))
                .expectNoEvents()
                .expectException(NotTheOwner.class);
    }

    @EveryRequest
    void that_a_task_is_deleted_is_the_owners_to_know(Request request) {
        fixture.given(milk.createdBy(ANN), milk.deleted())
                .when(request.by(BOB))
                .expectNoEvents()
                .expectException(NotTheOwner.class);
    }

    @EveryRequest
    void at_which_version_a_task_is_is_the_owners_to_know(Request request) {
        fixture.given(milk.createdBy(ANN))
                .when(request.ifMatch("\"7\"").by(BOB))
                .expectNoEvents()
                .expectException(NotTheOwner.class);
    }

    @EveryRequest
    void a_task_that_was_restored_is_still_its_owners(Request request) {
        fixture.given(milk.createdBy(ANN), milk.deleted(), milk.restored())
                .when(request.by(BOB))
                .expectNoEvents()
                .expectException(NotTheOwner.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ann", "ANN", " ann", "ann ", "an", "anna"})
    void owners_are_compared_exactly(String other) {
        fixture.given(milk.createdBy(ANN))
                .when(milk.complete().by(new UserId(other)))
                .expectNoEvents()
                .expectException(NotTheOwner.class);
    }
}
