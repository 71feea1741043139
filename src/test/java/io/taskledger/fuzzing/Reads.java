package io.taskledger.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.Answer;
import tools.jackson.databind.JsonNode;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What queries answer is the caller's own, and as the acknowledged commands made it. */
final class Reads {

    void check(DeclaredOperation operation, Draft draft, Answer answer) {
        User user = draft.user;
        switch (operation.id()) {
            case "getTask" -> checkTask(user, answer.json());
            case "listTasks" -> {
                JsonNode page = answer.json();
                page.get("items").forEach(task -> checkTask(user, task));
                checkCompleteness(draft, page);
                remember(operation, draft, page);
            }
            case "listTaskHistory", "listAudit" -> {
                JsonNode page = answer.json();
                page.get("items").forEach(entry -> checkEntry(user, entry));
                remember(operation, draft, page);
            }
            case "listChanges" -> answer.json().get("items").forEach(change -> checkChange(user, change));
            case "summarizeTasks" -> checkSummary(user, answer.json());
            case "getMe" -> assertThat(answer.json().get("id").stringValue()).isEqualTo(user.id);
            default -> { }
        }
    }

    private static void remember(DeclaredOperation operation, Draft draft, JsonNode page) {
        JsonNode cursor = page.get("next_cursor");
        if (cursor.isString() && !draft.uncertain) {
            List<String> parameters = draft.parameters.stream().filter(parameter -> !parameter.startsWith("cursor=")).toList();
            draft.user.pages.add(new User.NextPage(operation.id(), draft.path, draft.task, parameters, cursor.stringValue()));
            draft.user.others.tell(draft.user, cursor.stringValue());
        }
    }

    private static void checkChange(User user, JsonNode change) {
        KnownTask task = user.own(change.get("task_id").stringValue());
        int version = change.get("version").intValue();
        assertThat(version).isLessThanOrEqualTo(task.version());
        if (!change.get("task").isNull()) {
            assertThat(change.get("task").get("version").intValue()).isEqualTo(version);
            assertThat(change.get("task").get("user_id").stringValue()).isEqualTo(user.id);
            checkTexts(change.get("task"), task.changes().get(version));
        }
    }

    static void checkTask(User user, JsonNode view) {
        KnownTask task = user.own(view.get("id").stringValue());
        assertThat(view.get("user_id").stringValue()).isEqualTo(user.id);
        int version = view.get("version").intValue();
        assertThat(version).isLessThanOrEqualTo(task.version());
        checkTexts(view, task.changes().get(version));
        if (task.readable) {
            assertThat(version).as("a client reads what it wrote").isEqualTo(task.version());
            if (task.answered != null) {
                assertThat(view).as("the same from a query as from the command").isEqualTo(task.answered);
            }
        }
    }

    static void checkTexts(JsonNode view, KnownTask.Change change) {
        assertThat(view.get("title").stringValue()).isEqualTo(change.title());
        assertThat(view.get("description").isNull() ? null : view.get("description").stringValue()).isEqualTo(change.description());
        assertThat(view.get("completed").booleanValue()).isEqualTo(change.completed());
    }

    static void checkEntry(User user, JsonNode entry) {
        KnownTask task = user.own(entry.get("task_id").stringValue());
        KnownTask.Change change = task.changes().get(entry.get("version").intValue());
        assertThat(entry.get("type").stringValue()).isEqualTo(change.type());
        assertThat(entry.get("actor").stringValue()).isEqualTo(user.id);
        assertThat(entry.get("request_id").stringValue()).isEqualTo(change.requestId());
        if (entry.get("changes").has("title")) {
            assertThat(entry.at("/changes/title/to").stringValue()).isEqualTo(change.title());
        }
        if (entry.get("changes").has("description")) {
            assertThat(entry.at("/changes/description/to").asString(null)).isEqualTo(change.description());
        }
    }

    /** A first page that is the last has all that was asked for. */
    private static void checkCompleteness(Draft draft, JsonNode page) {
        if (draft.uncertain || draft.asked.containsKey("cursor") || !page.get("next_cursor").isNull() || !draft.user.readsAll()) {
            return;
        }
        Stream<String> expected = draft.user.living().stream().filter(task -> isAskedFor(draft, task.now())).map(task -> task.id.toString());
        assertThat(page.get("items").valueStream().map(item -> item.get("id").stringValue())).containsExactlyInAnyOrderElementsOf(expected.toList());
    }

    private static boolean isAskedFor(Draft draft, KnownTask.Change task) {
        String completed = draft.asked.get("completed");
        String q = caseless(Objects.requireNonNullElse(draft.asked.get("q"), "").replaceAll("(?U)^\\s+|\\s+$", ""));
        String description = Objects.requireNonNullElse(task.description(), "");
        return (completed == null || completed.equals(String.valueOf(task.completed())))
                && (caseless(task.title()).contains(q) || caseless(description).contains(q));
    }

    private static String caseless(String text) {
        String upper = Normalizer.normalize(text, Form.NFKC).codePoints().map(Character::toUpperCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        String lower = upper.codePoints().map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return Normalizer.normalize(lower, Form.NFKC);
    }

    private static void checkSummary(User user, JsonNode summary) {
        if (user.readsAll()) {
            List<KnownTask> living = user.living();
            long completed = living.stream().filter(task -> task.now().completed()).count();
            assertThat(summary.get("total").longValue()).isEqualTo(living.size());
            assertThat(summary.get("completed").longValue()).isEqualTo(completed);
            assertThat(summary.get("open").longValue()).isEqualTo(living.size() - completed);
        }
    }
}
