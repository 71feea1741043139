package io.taskledger.command.endpoint;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import io.taskledger.command.TaskCommand.ChangeTask;
import io.taskledger.command.TaskCommand.CompleteTask;
import io.taskledger.command.TaskCommand.CreateTask;
import io.taskledger.command.TaskCommand.DeleteTask;
import io.taskledger.command.TaskCommand.ReopenTask;
import io.taskledger.command.TaskCommand.RestoreTask;
import io.taskledger.command.idempotency.KeyedRequest;
import io.taskledger.json.Change;
import io.taskledger.json.JsonFields;
import io.taskledger.kernel.Description;
import io.taskledger.kernel.Preconditions;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.Title;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/tasks")
class TaskCommandEndpoints {

    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final TimeBasedEpochRandomGenerator ids = Generators.timeBasedEpochRandomGenerator();
    private final Dispatch dispatch;

    TaskCommandEndpoints(Dispatch dispatch) {
        this.dispatch = dispatch;
    }

    @PostMapping(consumes = JSON, produces = JSON)
    ResponseEntity<Object> create(
            @RequestBody JsonNode body, @RequestHeader HttpHeaders headers, Preconditions preconditions, @Nullable KeyedRequest keyed) {
        var fields = new JsonFields(body);
        Change<Title> title = fields.requiredText("title", Title::of);
        Change<@Nullable Description> description = fields.textOrNull("description", Description::of);
        Change<TaskId> id = fields.textOrNone("id", TaskId::parse);
        fields.check();
        var command = new CreateTask(id.orGet(() -> new TaskId(ids.generate())), preconditions, title.orElseThrow(), description.or(null));
        return dispatch.send(command, headers, keyed).response();
    }

    @PatchMapping(path = "/{id}", consumes = {JSON, MERGE_PATCH}, produces = JSON)
    ResponseEntity<Object> change(
            @PathVariable TaskId id, @RequestBody JsonNode body, @RequestHeader HttpHeaders headers,
            Preconditions preconditions, @Nullable KeyedRequest keyed) {
        var fields = new JsonFields(body);
        Change<Title> title = fields.text("title", Title::of);
        Change<@Nullable Description> description = fields.textOrNull("description", Description::of);
        Change<Boolean> completed = fields.flag("completed");
        fields.check();
        return dispatch.send(new ChangeTask(id, preconditions, title, description, completed), headers, keyed).response();
    }

    @PutMapping(path = "/{id}", consumes = JSON, produces = JSON)
    ResponseEntity<Object> replace(
            @PathVariable TaskId id, @RequestBody JsonNode body, @RequestHeader HttpHeaders headers,
            Preconditions preconditions, @Nullable KeyedRequest keyed) {
        var fields = new JsonFields(body);
        Change<Title> title = fields.requiredText("title", Title::of);
        Change<@Nullable Description> description = fields.textOrNull("description", Description::of);
        Change<Boolean> completed = fields.flagOrNone("completed");
        fields.check();
        var command = new ChangeTask(id, preconditions, title, Change.to(description.or(null)), Change.to(completed.or(false)));
        return dispatch.send(command, headers, keyed).response();
    }

    @PostMapping(path = "/{id}/complete", produces = JSON)
    ResponseEntity<Object> complete(
            @PathVariable TaskId id, @RequestHeader HttpHeaders headers, Preconditions preconditions, @Nullable KeyedRequest keyed) {
        return dispatch.send(new CompleteTask(id, preconditions), headers, keyed).response();
    }

    @PostMapping(path = "/{id}/reopen", produces = JSON)
    ResponseEntity<Object> reopen(
            @PathVariable TaskId id, @RequestHeader HttpHeaders headers, Preconditions preconditions, @Nullable KeyedRequest keyed) {
        return dispatch.send(new ReopenTask(id, preconditions), headers, keyed).response();
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Object> delete(
            @PathVariable TaskId id, @RequestHeader HttpHeaders headers, Preconditions preconditions, @Nullable KeyedRequest keyed) {
        return dispatch.send(new DeleteTask(id, preconditions), headers, keyed).response();
    }

    @PostMapping(path = "/{id}/restore", produces = JSON)
    ResponseEntity<Object> restore(
            @PathVariable TaskId id, @RequestHeader HttpHeaders headers, Preconditions preconditions, @Nullable KeyedRequest keyed) {
        return dispatch.send(new RestoreTask(id, preconditions), headers, keyed).response();
    }
}
