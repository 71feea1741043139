package io.taskledger.query.tasks;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskledger.kernel.AnswerRoom;
import io.taskledger.kernel.Preconditions;
import io.taskledger.kernel.TaggedTask;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.UserId;
import io.taskledger.query.paging.PageAnswers;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/tasks", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Queries", description = "What a user can ask of their own tasks.")
class TaskQueryEndpoints {

    private final TaskQueries tasks;
    private final PageAnswers answers;

    TaskQueryEndpoints(TaskQueries tasks, PageAnswers answers) {
        this.tasks = tasks;
        this.answers = answers;
    }

    @GetMapping
    @Operation(operationId = "listTasks", summary = "List your tasks",
            description = "A page at a time, each up to 1 MiB: pass `next_cursor` as `cursor`, with the same `completed`, `q` and `sort`, "
                    + "until it is null. "
                    + "A parameter that is empty counts as left out.")
    @Parameter(name = "completed", in = ParameterIn.QUERY, description = "Only those that are completed, or are not",
            schema = @Schema(type = "boolean"))
    @Parameter(name = "q", in = ParameterIn.QUERY,
            description = "Only those with this text in title or description; white space around it is dropped, and `%` and `_` are "
                    + "ordinary characters. Differences of case, of composition (é as one character or two) and of compatibility (ﬁ and fi) "
                    + "don't count: text is compared by NFKC and then, code point by code point, `toLowerCase(toUpperCase(c))`. A search "
                    + "that takes longer than the service allows is ended, and answered with a 422",
            schema = @Schema(type = "string", maxLength = 1000))
    @Parameter(name = "sort", in = ParameterIn.QUERY,
            description = "The order, descending with `-`; ties go by `id`, in the same direction. Titles are compared as `q` compares "
                    + "text, by their first 400 code points, in the order of code points",
            schema = @Schema(type = "string", defaultValue = "-created_at",
                    allowableValues = {"created_at", "-created_at", "updated_at", "-updated_at", "title", "-title"}))
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "How many at most; a page ends at 1 MiB, too",
            schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "`next_cursor` of the page before; opaque", schema = @Schema(type = "string"))
    byte[] list(
            @Parameter(hidden = true) UserId caller,
            @Parameter(hidden = true) AnswerRoom room,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        return answers.json(tasks.list(TaskListing.parse(caller, parameters), room));
    }

    @GetMapping("/summary")
    @Operation(operationId = "summarizeTasks", summary = "Count your tasks")
    TaskSummary summarize(@Parameter(hidden = true) UserId caller) {
        return tasks.summarize(caller);
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getTask", summary = "Get a task", description = "`If-None-Match` with its `ETag` answers 304.")
    ResponseEntity<TaggedTask> get(
            @Parameter(hidden = true) UserId caller, @PathVariable TaskId id, @Parameter(hidden = true) Preconditions preconditions) {
        TaggedTask task = tasks.get(caller, id);
        String etag = task.etag().toString();
        return preconditions.excludes(task.etag())
                ? ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(etag).build()
                : ResponseEntity.ok().eTag(etag).body(task);
    }
}
