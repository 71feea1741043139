package io.taskledger.query.tasks;

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
class TaskQueryEndpoints {

    private final TaskQueries tasks;
    private final PageAnswers answers;

    TaskQueryEndpoints(TaskQueries tasks, PageAnswers answers) {
        this.tasks = tasks;
        this.answers = answers;
    }

    @GetMapping
    byte[] list(UserId caller, AnswerRoom room, @RequestParam MultiValueMap<String, String> parameters) {
        return answers.json(tasks.list(TaskListing.parse(caller, parameters), room));
    }

    @GetMapping("/summary")
    TaskSummary summarize(UserId caller) {
        return tasks.summarize(caller);
    }

    @GetMapping("/{id}")
    ResponseEntity<TaggedTask> get(UserId caller, @PathVariable TaskId id, Preconditions preconditions) {
        TaggedTask task = tasks.get(caller, id);
        String etag = task.etag().toString();
        return preconditions.excludes(task.etag())
                ? ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(etag).build()
                : ResponseEntity.ok().eTag(etag).body(task);
    }
}
