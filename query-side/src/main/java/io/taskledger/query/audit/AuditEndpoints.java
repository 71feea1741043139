package io.taskledger.query.audit;

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
class AuditEndpoints {

    private final AuditQueries audit;
    private final PageAnswers answers;

    AuditEndpoints(AuditQueries audit, PageAnswers answers) {
        this.audit = audit;
        this.answers = answers;
    }

    @GetMapping("/tasks/{id}/history")
    byte[] history(UserId caller, AnswerRoom room, @PathVariable TaskId id, @RequestParam MultiValueMap<String, String> parameters) {
        return answers.json(audit.history(HistoryListing.parse(caller, id, parameters), room));
    }

    @GetMapping("/audit")
    byte[] list(UserId caller, AnswerRoom room, @RequestParam MultiValueMap<String, String> parameters) {
        return answers.json(audit.list(AuditListing.parse(caller, parameters), room));
    }
}
