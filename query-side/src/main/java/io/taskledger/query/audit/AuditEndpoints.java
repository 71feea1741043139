package io.taskledger.query.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskledger.kernel.AnswerRoom;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.UserId;
import io.taskledger.query.paging.PageAnswers;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Queries", description = "What a user can ask of their own tasks.")
class AuditEndpoints {

    private final AuditQueries audit;
    private final PageAnswers answers;

    AuditEndpoints(AuditQueries audit, PageAnswers answers) {
        this.audit = audit;
        this.answers = answers;
    }

    @GetMapping("/tasks/{id}/history")
    @Operation(operationId = "listTaskHistory", summary = "List the changes of a task",
            description = "Every change to it, oldest first, an entry each; of a deleted task, too. "
                    + "A page at a time, each up to 1 MiB: pass `next_cursor` as `cursor` until it is null. A parameter that is empty counts as left out.")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "How many at most; a page ends at 1 MiB, too",
            schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "`next_cursor` of the page before; opaque", schema = @Schema(type = "string"))
    byte[] history(
            @Parameter(hidden = true) UserId caller,
            @Parameter(hidden = true) AnswerRoom room,
            @PathVariable TaskId id,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        return answers.json(audit.history(HistoryListing.parse(caller, id, parameters), room));
    }

    @GetMapping("/audit")
    @Operation(operationId = "listAudit", summary = "List the changes of your tasks",
            description = "The changes of all your tasks, deleted ones too, newest first. "
                    + "A page at a time, each up to 1 MiB: pass `next_cursor` as `cursor`, with the same `task_id`, `type`, `from` and `to`, until it is null. "
                    + "A parameter that is empty counts as left out.")
    @Parameter(name = "task_id", in = ParameterIn.QUERY, description = "Only those of this task; none where it is not yours",
            schema = @Schema(type = "string", format = "uuid"))
    @Parameter(name = "type", in = ParameterIn.QUERY, description = "Only those of this type",
            schema = @Schema(type = "string",
                    allowableValues = {"created", "renamed", "described", "completed", "reopened", "deleted", "restored"}))
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "Only those at this time or later: a timestamp of RFC 3339 such as `2026-01-16T09:30:00Z`, "
            + "to any number of digits; its offset may also be `+0100` or `+01`. In a URL `+` is written `%2B`",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "Only those before this time, in the same form",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "How many at most; a page ends at 1 MiB, too",
            schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "`next_cursor` of the page before; opaque", schema = @Schema(type = "string"))
    byte[] list(
            @Parameter(hidden = true) UserId caller,
            @Parameter(hidden = true) AnswerRoom room,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        return answers.json(audit.list(AuditListing.parse(caller, parameters), room));
    }
}
