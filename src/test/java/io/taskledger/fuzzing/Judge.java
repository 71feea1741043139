package io.taskledger.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.Answer;
import tools.jackson.databind.JsonNode;

import java.util.Set;
import java.util.UUID;

/** Knows by the contract what a request has to be answered, and what it did. */
final class Judge {

    /** Of a condition that holds for this one, it is the star that lets it. */
    private static final long NO_VERSION = Long.MIN_VALUE;

    private static final Set<String> COMMANDS =
            Set.of("createTask", "changeTask", "replaceTask", "completeTask", "reopenTask", "deleteTask", "restoreTask");

    private final Lawful lawful;
    private final Reads reads = new Reads();

    Judge(Lawful lawful) {
        this.lawful = lawful;
    }

    /** @throws AssertionError where the answer is another than it had to be */
    void judge(Draft draft, Request request, Answer answer) {
        if (draft.repeated != null) {
            judgeRepeat(draft.repeated, answer);
            return;
        }
        if (!draft.uncertain) {
            Set<Integer> expected = draft.isFlawless() ? expected(draft) : draft.refusals();
            assertThat(expected).as("the status of %s: %.500s", draft.operation.id(), answer.body()).contains(answer.status());
        }
        if (answer.status() >= 300 || request.method().equals("HEAD") || request.method().equals("OPTIONS")) {
            return;
        }
        DeclaredOperation operation = lawful.operation(request).orElse(null);
        if (operation == null) {
            return;
        }
        if (COMMANDS.contains(operation.id())) {
            acknowledge(operation, draft, request, answer);
        } else {
            reads.check(operation, draft, answer);
        }
    }

    /** What was carried out under a key is answered again, and not done again. */
    private static void judgeRepeat(User.Keyed keyed, Answer answer) {
        assertThat(answer.header("Idempotency-Replayed")).hasValue("true");
        assertThat(answer.status()).isEqualTo(keyed.answer().status());
        assertThat(answer.body()).isEqualTo(keyed.answer().body());
        assertThat(answer.etag()).isEqualTo(keyed.answer().etag());
        assertThat(answer.header("Location")).isEqualTo(keyed.answer().header("Location"));
    }

    private static Set<Integer> expected(Draft draft) {
        String operation = draft.operation.id();
        return switch (operation) {
            case "createTask" -> Set.of(!isTaken(draft) ? 201 : draft.ifNoneMatch.test(NO_VERSION) ? 412 : 409);
            case "changeTask", "replaceTask", "completeTask", "reopenTask", "restoreTask" -> Set.of(command(draft, 200));
            case "deleteTask" -> Set.of(command(draft, 204));
            case "getTask" -> get(draft);
            case "listTaskHistory" -> history(draft);
            case "listTasks", "summarizeTasks", "listAudit", "listChanges", "getMe", "listProjections" -> Set.of(200);
            default -> Set.of(200, 202, 204, 404, 409);
        };
    }

    private static boolean isTaken(Draft draft) {
        if (!draft.meant.has("id")) {
            return false;
        }
        UUID id = UUID.fromString(draft.meant.get("id").stringValue());
        return draft.user.tasks.containsKey(id) || draft.user.others.own(draft.user, id);
    }

    private static Set<Integer> history(Draft draft) {
        KnownTask task = draft.task == null ? null : draft.user.tasks.get(draft.task);
        if (task == null) {
            return missing(draft);
        }
        return task.readable ? Set.of(200) : Set.of(200, 404);
    }

    private static Set<Integer> missing(Draft draft) {
        return Set.of(draft.task != null && draft.user.others.own(draft.user, draft.task) ? 403 : 404);
    }

    private static int command(Draft draft, int success) {
        KnownTask task = draft.task == null ? null : draft.user.tasks.get(draft.task);
        if (task == null) {
            return missing(draft).iterator().next();
        }
        if (task.now().deleted() && !draft.operation.id().equals("restoreTask")) {
            return 404;
        }
        return draft.ifMatch.test(task.version()) && !draft.ifNoneMatch.test(task.version()) ? success : 412;
    }

    private static Set<Integer> get(Draft draft) {
        KnownTask task = draft.task == null ? null : draft.user.tasks.get(draft.task);
        if (task == null) {
            return missing(draft);
        }
        if (!task.readable) {
            return Set.of(200, 304, 404, 412);
        }
        if (!task.now().deleted() && !draft.ifMatch.test(task.version())) {
            return Set.of(412);
        }
        return Set.of(task.now().deleted() ? 404 : draft.ifNoneMatch.test(task.version()) ? 304 : 200);
    }

    private static void acknowledge(DeclaredOperation operation, Draft draft, Request request, Answer answer) {
        String requestId = answer.header("X-Request-Id").orElseThrow();
        KnownTask task = operation.id().equals("createTask") ? created(draft, answer, requestId) : changed(operation, draft, request, answer,
                requestId);
        task.readable = answer.header("Preference-Applied").isEmpty();
        task.answered = null;
        if (draft.key != null && draft.isFlawless()) {
            draft.user.keyed.add(new User.Keyed(draft.operation, draft.key, draft.path, request, answer));
        }
        if (answer.status() != 204) {
            task.answered = answer.json();
            checkView(draft.user, task, answer);
        }
        if (task.readable) {
            draft.user.others.tell(draft.user, task.id);
        }
    }

    private static KnownTask created(Draft draft, Answer answer, String requestId) {
        var task = new KnownTask(UUID.fromString(answer.id()));
        assertThat(draft.user.tasks.putIfAbsent(task.id, task)).as("a task that is there is not created").isNull();
        task.create(draft.uncertain ? answer.json() : draft.meant, requestId);
        assertThat(answer.header("Location")).hasValue(answer.path());
        if (!draft.uncertain && draft.meant.has("id")) {
            assertThat(answer.id()).isEqualToIgnoringCase(draft.meant.get("id").stringValue());
        }
        return task;
    }

    private static KnownTask changed(DeclaredOperation operation, Draft draft, Request request, Answer answer, String requestId) {
        KnownTask task = draft.user.own(operation.values(Percent.decode(request.path().replaceFirst("^http://[^/]+", ""))).get("id"));
        assertThat(task.now().deleted() && !operation.id().equals("restoreTask")).as("nothing is done to a deleted task").isFalse();
        boolean taken = draft.uncertain && answer.status() != 204;
        task.carryOut(operation.id(), taken ? answer.json() : draft.meant, requestId);
        return task;
    }

    /** The task that a command answers is the one that it made. */
    private static void checkView(User user, KnownTask task, Answer answer) {
        JsonNode view = answer.json();
        KnownTask.Change now = task.now();
        assertThat(answer.etag()).isEqualTo("\"" + task.version() + "\"");
        assertThat(view.get("etag").stringValue()).isEqualTo("" + task.version());
        assertThat(view.get("version").intValue()).isEqualTo(task.version());
        assertThat(view.get("id").stringValue()).isEqualTo(task.id.toString());
        assertThat(view.get("user_id").stringValue()).isEqualTo(user.id);
        Reads.checkTexts(view, now);
    }
}
