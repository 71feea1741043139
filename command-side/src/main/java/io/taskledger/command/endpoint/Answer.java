package io.taskledger.command.endpoint;

import io.taskledger.kernel.TaskView;
import org.springframework.http.ResponseEntity;

import java.util.function.Function;

/** What a command answers: the task after it, and whether queries show it already. */
record Answer(TaskView task, boolean readable) {

    ResponseEntity<TaskView> body(Function<TaskView, ResponseEntity.BodyBuilder> status) {
        return prepared(status.apply(task)).eTag(Long.toString(task.version())).body(task);
    }

    ResponseEntity<Void> noContent() {
        return prepared(ResponseEntity.noContent()).build();
    }

    private <B extends ResponseEntity.HeadersBuilder<?>> B prepared(B answer) {
        if (!readable) {
            answer.header(Preferences.APPLIED, Preferences.RESPOND_ASYNC);
        }
        return answer;
    }
}
