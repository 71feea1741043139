package io.taskledger.command.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.taskledger.command.TaskCommand;
import io.taskledger.command.TaskCommand.CompleteTask;
import io.taskledger.command.TaskCommand.CreateTask;
import io.taskledger.command.TaskExists;
import io.taskledger.command.endpoint.ScriptedGateway.Reply;
import io.taskledger.command.idempotency.Success;
import io.taskledger.kernel.NoSuchTask;
import io.taskledger.kernel.NotTheOwner;
import io.taskledger.kernel.Preconditions;
import io.taskledger.kernel.TaggedTask;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.TaskView;
import io.taskledger.kernel.TaskVisibility;
import io.taskledger.kernel.Title;
import io.taskledger.kernel.UserId;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

class DispatchTest {

    private static final Instant NINE = Instant.parse("2026-01-16T09:00:00.123456Z");
    private static final TaskId MILK = TaskId.parse("019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d");
    private static final TaskView TASK =
            new TaskView(MILK, new UserId("ann"), new Title("Buy milk"), null, true, NINE, NINE, 3);

    private static final TaskCommand CREATE = new CreateTask(MILK, Preconditions.NONE, new Title("Buy milk"), null);
    private static final TaskCommand COMPLETE = new CompleteTask(MILK, Preconditions.NONE);

    private static final Success DONE_IT = new Success(200, null, "\"3\"", TaggedTask.of(TASK, ""));

    private static final Reply DONE = () -> TASK;
    private static final Reply MET_ANOTHER = () -> {
        throw new ConcurrencyException("met another command");
    };
    private static final Reply BEGUN_ALREADY = () -> {
        throw new AggregateStreamCreationException("begun already");
    };
    private static final Reply NOT_FOUND = () -> {
        throw new AggregateNotFoundException(MILK.toString(), "not found");
    };
    private static final Reply ANOTHERS = () -> {
        throw new NotTheOwner();
    };

    private final Watched readable = new Watched(true);
    private final Watched notReadable = new Watched(false);

    @Test
    void a_command_is_answered_with_the_task_after_it() {
        assertThat(new Dispatch(answering(DONE), readable).send(COMPLETE, waiting(), null)).isEqualTo(new Answer(DONE_IT, true, false));
    }

    @Test
    void a_command_is_answered_when_its_last_event_can_be_read() {
        new Dispatch(answering(DONE), readable).send(COMPLETE, waiting(), null);
        assertThat(readable.calls).containsExactly(MILK + " at " + ScriptedGateway.POSITION);
    }

    @Test
    void a_client_that_would_not_wait_is_answered_at_once() {
        assertThat(new Dispatch(answering(DONE), readable).send(COMPLETE, notWaiting(), null)).isEqualTo(new Answer(DONE_IT, false, false));
        assertThat(readable.calls).isEmpty();
    }

    @Test
    void a_command_that_fails_waits_for_nothing() {
        var dispatch = new Dispatch(answering(ANOTHERS), readable);
        assertThatExceptionOfType(NotTheOwner.class).isThrownBy(() -> dispatch.send(COMPLETE, waiting(), null));
        assertThat(readable.calls).isEmpty();
    }

    @Test
    void a_command_that_meets_another_is_sent_again() {
        var gateway = answering(MET_ANOTHER, MET_ANOTHER, DONE);
        assertThat(new Dispatch(gateway, readable).send(COMPLETE, waiting(), null).success()).isEqualTo(DONE_IT);
        assertThat(gateway.sent()).containsExactly(COMPLETE, COMPLETE, COMPLETE);
    }

    @Test
    void a_command_that_meets_others_many_times_is_carried_out_all_the_same() {
        var luckyAtLast = answering(answers(50, MET_ANOTHER, DONE));
        var dispatch = new Dispatch(luckyAtLast, readable, Duration.ofMinutes(5));
        assertThat(dispatch.send(COMPLETE, notWaiting(), null).success()).isEqualTo(DONE_IT);
        assertThat(luckyAtLast.sent()).hasSize(51);
    }

    @Test
    void a_command_that_does_nothing_but_meet_others_fails_in_the_end() {
        var gateway = answering(answers(100, MET_ANOTHER, DONE));
        var dispatch = new Dispatch(gateway, readable, Duration.ofMillis(20));
        assertThatExceptionOfType(ConcurrencyException.class).isThrownBy(() -> dispatch.send(COMPLETE, waiting(), null));
        assertThat(gateway.sent()).hasSizeBetween(1, 21);
    }

    @Test
    void a_creation_of_a_task_whose_events_have_begun_is_of_a_task_that_exists() {
        var gateway = answering(BEGUN_ALREADY, DONE);
        assertThatExceptionOfType(TaskExists.class).isThrownBy(() -> new Dispatch(gateway, readable).send(CREATE, waiting(), null));
        assertThat(gateway.sent()).containsExactly(CREATE);
    }

    @Test
    void an_aggregate_that_is_not_found_is_no_task() {
        var gateway = answering(NOT_FOUND, DONE);
        assertThatExceptionOfType(NoSuchTask.class).isThrownBy(() -> new Dispatch(gateway, readable).send(COMPLETE, waiting(), null));
        assertThat(gateway.sent()).containsExactly(COMPLETE);
    }

    @Test
    void a_rejection_is_final() {
        var gateway = answering(ANOTHERS, DONE);
        assertThatExceptionOfType(NotTheOwner.class).isThrownBy(() -> new Dispatch(gateway, readable).send(COMPLETE, waiting(), null));
        assertThat(gateway.sent()).containsExactly(COMPLETE);
    }

    @Test
    void an_answer_has_the_version_as_its_etag() {
        ResponseEntity<Object> answer = new Dispatch(answering(DONE), readable).send(COMPLETE, waiting(), null).response();
        assertThat(answer.getBody()).isEqualTo(TaggedTask.of(TASK, ""));
        assertThat(answer.getHeaders().getETag()).isEqualTo("\"3\"");
        assertThat(answer.getHeaders().containsHeader("Preference-Applied")).isFalse();
    }

    @Test
    void an_answer_says_so_where_it_cannot_be_read_yet() {
        Answer late = new Dispatch(answering(DONE), notReadable).send(COMPLETE, waiting(), null);
        assertThat(late.response().getHeaders().get("Preference-Applied")).containsExactly("respond-async");
        assertThat(notReadable.calls).hasSize(1);
    }

    @Test
    void an_answer_says_so_where_its_client_would_not_wait() {
        Answer atOnce = new Dispatch(answering(DONE), readable).send(COMPLETE, notWaiting(), null);
        assertThat(atOnce.response().getHeaders().get("Preference-Applied")).containsExactly("respond-async");
    }

    private static ScriptedGateway answering(Reply... answers) {
        return answering(List.of(answers));
    }

    private static ScriptedGateway answering(List<Reply> answers) {
        return new ScriptedGateway(answers);
    }

    private static List<Reply> answers(int times, Reply answer, Reply last) {
        return Stream.concat(Collections.nCopies(times, answer).stream(), Stream.of(last)).toList();
    }

    private static HttpHeaders waiting() {
        return new HttpHeaders();
    }

    private static HttpHeaders notWaiting() {
        HttpHeaders headers = new HttpHeaders();
        headers.add("Prefer", "respond-async");
        return headers;
    }

    /** Writes down how it is used, and says always the same of what can be read. */
    private static final class Watched implements TaskVisibility {

        private final List<String> calls = new ArrayList<>();
        private final boolean readable;

        Watched(boolean readable) {
            this.readable = readable;
        }

        @Override
        public boolean await(TaskId task, long position) {
            calls.add(task + " at " + position);
            return readable;
        }
    }
}
