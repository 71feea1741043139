package io.taskledger.command.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.command.TaskCommand;
import io.taskledger.command.TaskCommand.CompleteTask;
import io.taskledger.kernel.EventMetaData;
import io.taskledger.kernel.Preconditions;
import io.taskledger.kernel.TaskId;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.lock.Lock;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

class KeyedCommandsTest {

    private static final TaskCommand COMPLETE = new CompleteTask(new TaskId(UUID.randomUUID()), Preconditions.NONE);
    private static final KeyedRequest REQUEST = new KeyedRequest(new IdempotencyKey("k"), "fingerprint");

    private final List<String> acts = new ArrayList<>();
    private final KeyedCommands commands = new KeyedCommands(
            new IdempotencyKeys(new JdbcTemplate(), JsonMapper.shared()), id -> new Noted(id), this::begin);

    private Runnable whenItBegins = () -> {};

    @Test
    void who_waits_for_a_task_holds_no_connection() {
        carryOut();
        assertThat(acts).containsExactly("lock " + COMPLETE.taskId(), "begin", "roll back", "release");
    }

    @Test
    void under_a_key_that_is_in_use_a_command_asks_what_is_remembered_and_does_no_more_until_the_first_has_ended() {
        whenItBegins = () -> {
            whenItBegins = () -> {};
            carryOut();
        };
        carryOut();
        assertThat(acts).containsExactly("lock " + COMPLETE.taskId(), "begin", "begin", "roll back", "roll back", "release");

        acts.clear();
        carryOut();
        assertThat(acts).containsExactly("lock " + COMPLETE.taskId(), "begin", "roll back", "release");
    }

    @Test
    void a_command_without_a_key_goes_straight_on() {
        CommandMessage<?> plain = new GenericCommandMessage<>(COMPLETE);
        DefaultUnitOfWork<CommandMessage<?>> work = DefaultUnitOfWork.startAndGet(plain);
        ResultMessage<?> result = work.executeWithResult(() -> commands.handle(work, () -> "done"));
        assertThat(result.getPayload()).isEqualTo("done");
        assertThat(acts).isEmpty();
    }

    /** There is no database, so that it ends where it looks for the key. */
    private ResultMessage<?> carryOut() {
        CommandMessage<?> message = new GenericCommandMessage<>(
                COMPLETE, Map.of(KeyedRequest.METADATA, REQUEST, EventMetaData.ACTOR, "ann"));
        DefaultUnitOfWork<CommandMessage<?>> work = DefaultUnitOfWork.startAndGet(message);
        return work.executeWithResult(() -> commands.handle(work, () -> {
            throw new IllegalStateException("nothing is carried out here");
        }));
    }

    private Transaction begin() {
        acts.add("begin");
        whenItBegins.run();
        return new Transaction() {
            @Override
            public void commit() {
                acts.add("commit");
            }

            @Override
            public void rollback() {
                acts.add("roll back");
            }
        };
    }

    private final class Noted implements Lock {

        Noted(String id) {
            acts.add("lock " + id);
        }

        @Override
        public void release() {
            acts.add("release");
        }

        @Override
        public boolean isHeld() {
            return true;
        }
    }
}
