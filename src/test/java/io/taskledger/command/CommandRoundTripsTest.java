package io.taskledger.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.command.TaskCommand.ChangeTask;
import io.taskledger.command.TaskCommand.CompleteTask;
import io.taskledger.command.TaskCommand.CreateTask;
import io.taskledger.command.idempotency.IdempotencyKey;
import io.taskledger.command.idempotency.KeyedRequest;
import io.taskledger.json.Change;
import io.taskledger.kernel.EventMetaData;
import io.taskledger.kernel.Preconditions;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.Title;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.CountedPool;
import io.taskledger.support.RoundTrips;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** How often a command's thread asks PostgreSQL, from the command to where its events are committed; what folds them is counted elsewhere. */
@ApplicationTest
@Import(CountedPool.class)
@DirtiesContext
class CommandRoundTripsTest {

    private static final int TIMES = 12;

    private final CommandBus commands;

    CommandRoundTripsTest(@Autowired CommandBus commands) {
        this.commands = commands;
    }

    @Test
    void a_create_takes_one_trip_and_what_changes_a_task_two() {
        assertThat(cost(CommandRoundTripsTest::create, false)).isEqualTo(new RoundTrips.Cost(1, 2));
        assertThat(cost(CommandRoundTripsTest::complete, false)).isEqualTo(new RoundTrips.Cost(2, 4));
        assertThat(cost(CommandRoundTripsTest::change, false)).isEqualTo(new RoundTrips.Cost(2, 4));
    }

    /** One more claims the key, and one more remembers the answer and commits. */
    @Test
    void with_a_key_a_command_takes_two_more() {
        assertThat(cost(CommandRoundTripsTest::create, true)).isEqualTo(new RoundTrips.Cost(3, 8));
        assertThat(cost(CommandRoundTripsTest::complete, true)).isEqualTo(new RoundTrips.Cost(4, 10));
        assertThat(cost(CommandRoundTripsTest::change, true)).isEqualTo(new RoundTrips.Cost(4, 10));
    }

    /** Of a new task each time: the least, since a pool asks now and then whether a connection that has rested still lives. */
    private RoundTrips.Cost cost(Function<TaskId, TaskCommand> command, boolean keyed) {
        List<RoundTrips.Cost> costs = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) { // also when the driver has prepared the statements on the server
            var task = new TaskId(UUID.randomUUID());
            TaskCommand measured = command.apply(task);
            if (!(measured instanceof CreateTask)) {
                send(create(task), false);
            }
            costs.add(RoundTrips.ofThisThread(() -> send(measured, keyed)));
        }
        return costs.subList(TIMES / 2, TIMES).stream().min(Comparator.comparingInt(RoundTrips.Cost::trips)).orElseThrow();
    }

    private void send(TaskCommand command, boolean keyed) {
        Map<String, Object> metaData = new HashMap<>(Map.of(EventMetaData.ACTOR, "ann", EventMetaData.REQUEST_ID, "request"));
        if (keyed) {
            metaData.put(KeyedRequest.METADATA, new KeyedRequest(new IdempotencyKey(UUID.randomUUID().toString()), "a request"));
        }
        var answered = new FutureCallback<Object, Object>();
        commands.dispatch(new GenericCommandMessage<>(command, metaData), answered);
        assertThat(answered.getResult().isExceptional()).isFalse();
    }

    private static TaskCommand create(TaskId task) {
        return new CreateTask(task, Preconditions.NONE, new Title("Buy milk"), null);
    }

    private static TaskCommand complete(TaskId task) {
        return new CompleteTask(task, Preconditions.NONE);
    }

    private static TaskCommand change(TaskId task) {
        return new ChangeTask(task, Preconditions.NONE, Change.to(new Title("Buy oat milk")), Change.none(), Change.to(true));
    }
}
