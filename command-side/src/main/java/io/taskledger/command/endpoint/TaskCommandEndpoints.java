package io.taskledger.command.endpoint;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
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
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/tasks")
@Tag(name = "Commands", description = "What changes tasks. A command that would change nothing makes no event and answers as if it had worked.")
class TaskCommandEndpoints {

    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final TimeBasedEpochRandomGenerator ids = Generators.timeBasedEpochRandomGenerator();
    private final Dispatch dispatch;

    TaskCommandEndpoints(Dispatch dispatch) {
        this.dispatch = dispatch;
    }

    @PostMapping(consumes = JSON, produces = JSON)
    @Operation(operationId = "createTask", summary = "Create a task")
    @RequestBody(required = true, content = @Content(mediaType = JSON, schema = @Schema(ref = "NewTask"),
            examples = @ExampleObject("{\"title\": \"Buy milk\", \"description\": \"Two litres of the organic one\"}")))
    ResponseEntity<Object> create(
            @org.springframework.web.bind.annotation.RequestBody JsonNode body, @RequestHeader HttpHeaders headers,
            @Parameter(hidden = true) Preconditions preconditions, @Parameter(hidden = true) @Nullable KeyedRequest keyed) {
        var fields = new JsonFields(body);
        Change<Title> title = fields.requiredText("title", Title::of);
        Change<@Nullable Description> description = fields.textOrNull("description", Description::of);
        Change<TaskId> id = fields.textOrNone("id", TaskId::parse);
        fields.check();
        var command = new CreateTask(id.orGet(() -> new TaskId(ids.generate())), preconditions, title.orElseThrow(), description.or(null));
        return dispatch.send(command, headers, keyed).response();
    }

    @PatchMapping(path = "/{id}", consumes = {JSON, MERGE_PATCH}, produces = JSON)
    @Operation(operationId = "changeTask", summary = "Change what is named",
            description = "A JSON merge patch (RFC 7396): `\"description\": null` clears it, what is not named stays.")
    @RequestBody(required = true, content = {
            @Content(mediaType = JSON, schema = @Schema(ref = "TaskChange"), examples = @ExampleObject("{\"title\": \"Buy oat milk\"}")),
            @Content(mediaType = MERGE_PATCH, schema = @Schema(ref = "TaskChange"), examples = @ExampleObject("{\"description\": null}"))})
    ResponseEntity<Object> change(
            @PathVariable TaskId id, @org.springframework.web.bind.annotation.RequestBody JsonNode body, @RequestHeader HttpHeaders headers,
            @Parameter(hidden = true) Preconditions preconditions, @Parameter(hidden = true) @Nullable KeyedRequest keyed) {
        var fields = new JsonFields(body);
        Change<Title> title = fields.text("title", Title::of);
        Change<@Nullable Description> description = fields.textOrNull("description", Description::of);
        Change<Boolean> completed = fields.flag("completed");
        fields.check();
        return dispatch.send(new ChangeTask(id, preconditions, title, description, completed), headers, keyed).response();
    }

    @PutMapping(path = "/{id}", consumes = JSON, produces = JSON)
    @Operation(operationId = "replaceTask", summary = "Replace title, description and completion",
            description = "What is absent, or null, becomes its default: no description, not completed.")
    @RequestBody(required = true, content = @Content(mediaType = JSON, schema = @Schema(ref = "TaskReplacement"),
            examples = @ExampleObject("{\"title\": \"Buy oat milk\", \"description\": null, \"completed\": true}")))
    ResponseEntity<Object> replace(
            @PathVariable TaskId id, @org.springframework.web.bind.annotation.RequestBody JsonNode body, @RequestHeader HttpHeaders headers,
            @Parameter(hidden = true) Preconditions preconditions, @Parameter(hidden = true) @Nullable KeyedRequest keyed) {
        var fields = new JsonFields(body);
        Change<Title> title = fields.requiredText("title", Title::of);
        Change<@Nullable Description> description = fields.textOrNull("description", Description::of);
        Change<Boolean> completed = fields.flagOrNone("completed");
        fields.check();
        var command = new ChangeTask(id, preconditions, title, Change.to(description.or(null)), Change.to(completed.or(false)));
        return dispatch.send(command, headers, keyed).response();
    }

    @PostMapping(path = "/{id}/complete", produces = JSON)
    @Operation(operationId = "completeTask", summary = "Complete a task")
    ResponseEntity<Object> complete(
            @PathVariable TaskId id, @RequestHeader HttpHeaders headers,
            @Parameter(hidden = true) Preconditions preconditions, @Parameter(hidden = true) @Nullable KeyedRequest keyed) {
        return dispatch.send(new CompleteTask(id, preconditions), headers, keyed).response();
    }

    @PostMapping(path = "/{id}/reopen", produces = JSON)
    @Operation(operationId = "reopenTask", summary = "Reopen a completed task")
    ResponseEntity<Object> reopen(
            @PathVariable TaskId id, @RequestHeader HttpHeaders headers,
            @Parameter(hidden = true) Preconditions preconditions, @Parameter(hidden = true) @Nullable KeyedRequest keyed) {
        return dispatch.send(new ReopenTask(id, preconditions), headers, keyed).response();
    }

    @DeleteMapping("/{id}")
    @Operation(operationId = "deleteTask", summary = "Delete a task", description = "Its history stays, and it can be restored.")
    ResponseEntity<Object> delete(
            @PathVariable TaskId id, @RequestHeader HttpHeaders headers,
            @Parameter(hidden = true) Preconditions preconditions, @Parameter(hidden = true) @Nullable KeyedRequest keyed) {
        return dispatch.send(new DeleteTask(id, preconditions), headers, keyed).response();
    }

    @PostMapping(path = "/{id}/restore", produces = JSON)
    @Operation(operationId = "restoreTask", summary = "Bring a deleted task back")
    ResponseEntity<Object> restore(
            @PathVariable TaskId id, @RequestHeader HttpHeaders headers,
            @Parameter(hidden = true) Preconditions preconditions, @Parameter(hidden = true) @Nullable KeyedRequest keyed) {
        return dispatch.send(new RestoreTask(id, preconditions), headers, keyed).response();
    }
}
