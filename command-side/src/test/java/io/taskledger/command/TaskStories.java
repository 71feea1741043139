package io.taskledger.command;

import static io.taskledger.command.Users.ANN;
import static io.taskledger.command.Users.BOB;

import io.taskledger.command.TaskCommand.ChangeTask;
import io.taskledger.command.TaskCommand.CompleteTask;
import io.taskledger.command.TaskCommand.DeleteTask;
import io.taskledger.command.TaskCommand.ReopenTask;
import io.taskledger.command.TaskCommand.RestoreTask;
import io.taskledger.json.Change;
import io.taskledger.kernel.Description;
import io.taskledger.kernel.EntityTags;
import io.taskledger.kernel.Preconditions;
import io.taskledger.kernel.TaskEvent;
import io.taskledger.kernel.Title;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Ann's task, and whatever she and Bob come to ask of it. */
final class TaskStories {

    static final SampleTask MILK = SampleTask.milk();
    static final TaskEvent CREATION = MILK.createdBy(ANN);
    static final Instant CREATED = Instant.parse("2026-01-16T09:00:00.123456Z");

    private TaskStories() {}

    static Arbitrary<List<Step>> stories() {
        return Combinators.combine(Arbitraries.frequency(Tuple.of(4, ANN), Tuple.of(1, BOB)), commands())
                .as(Step.Asked::new)
                .list().ofMinSize(1).ofMaxSize(40)
                .map(asked -> Step.steps(CREATION, CREATED, asked));
    }

    private static Arbitrary<TaskCommand> commands() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, Combinators.combine(conditions(), titles(), descriptions(), completions())
                        .as((preconditions, title, description, completed) -> new ChangeTask(MILK.id(), preconditions, title, description, completed))),
                Tuple.of(3, conditions().map(preconditions -> new CompleteTask(MILK.id(), preconditions))),
                Tuple.of(3, conditions().map(preconditions -> new ReopenTask(MILK.id(), preconditions))),
                Tuple.of(2, conditions().map(preconditions -> new DeleteTask(MILK.id(), preconditions))),
                Tuple.of(3, conditions().map(preconditions -> new RestoreTask(MILK.id(), preconditions))),
                Tuple.of(1, Arbitraries.just(MILK.create().command())));
    }

    private static Arbitrary<Preconditions> conditions() {
        return Combinators.combine(tags(), tags()).as(Preconditions::new);
    }

    private static Arbitrary<@Nullable EntityTags> tags() {
        Arbitrary<@Nullable EntityTags> versions = Arbitraries.longs().between(0, 12).set().ofMaxSize(8)
                .map(listed -> new EntityTags(false, listed.stream().map(String::valueOf).collect(Collectors.toSet()), Set.of()));
        return Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.<@Nullable EntityTags>just(null)), Tuple.of(1, versions));
    }

    private static Arbitrary<Change<Title>> titles() {
        return Arbitraries.of(
                Change.none(), Change.to(new Title("Buy milk")), Change.to(new Title("Buy oat milk")), Change.to(new Title("Buy bread")));
    }

    private static Arbitrary<Change<@Nullable Description>> descriptions() {
        return Arbitraries.of(
                Change.<@Nullable Description>none(),
                Change.<@Nullable Description>to(null),
                Change.<@Nullable Description>to(new Description("")),
                Change.<@Nullable Description>to(new Description("The organic one")));
    }

    private static Arbitrary<Change<Boolean>> completions() {
        return Arbitraries.of(Change.none(), Change.to(true), Change.to(false));
    }
}
