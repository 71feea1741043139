package io.taskledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

@ApplicationTest
class TaskHistoryTest {

    private final Api api;
    private final Api ann;

    TaskHistoryTest(@Autowired Api api) {
        this.api = api;
        this.ann = api.asSomeone();
    }

    @Test
    void each_type_says_what_changed() {
        Answer task = ann.post("/api/tasks", Json.object("title", "Buy milk", "description", "Two litres")).expect(201);
        ann.patch(task.path(), "{\"title\": \"Buy oat milk\"}").expect(200);
        ann.patch(task.path(), "{\"description\": \"One litre\"}").expect(200);
        ann.patch(task.path(), "{\"description\": null}").expect(200);
        ann.patch(task.path(), "{\"description\": \"Three\"}").expect(200);
        ann.post(task.path() + "/complete").expect(200);
        ann.post(task.path() + "/reopen").expect(200);
        ann.delete(task.path()).expect(204);
        ann.post(task.path() + "/restore").expect(200);

        List<JsonNode> entries = entries(task, "");
        assertThat(entries).map(entry -> entry.get("type").stringValue() + " " + entry.get("changes")).containsExactly(
                "created {\"title\":{\"from\":null,\"to\":\"Buy milk\"},\"description\":{\"from\":null,\"to\":\"Two litres\"},"
                        + "\"completed\":{\"from\":null,\"to\":false}}",
                "renamed {\"title\":{\"from\":\"Buy milk\",\"to\":\"Buy oat milk\"}}",
                "described {\"description\":{\"from\":\"Two litres\",\"to\":\"One litre\"}}",
                "described {\"description\":{\"from\":\"One litre\",\"to\":null}}",
                "described {\"description\":{\"from\":null,\"to\":\"Three\"}}",
                "completed {\"completed\":{\"from\":false,\"to\":true}}",
                "reopened {\"completed\":{\"from\":true,\"to\":false}}",
                "deleted {}",
                "restored {}");
        assertThat(versions(entries)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(entries).extracting(entry -> entry.get("task_id").stringValue()).containsOnly(task.id());
        assertThat(entries).extracting(entry -> UUID.fromString(entry.get("id").stringValue())).doesNotHaveDuplicates();
    }

    @Test
    void a_task_without_a_description_is_created_without_one() {
        assertThat(entries(ann.create("Buy milk"), "").getFirst().get("changes"))
                .isEqualTo(Json.read("{\"title\": {\"from\": null, \"to\": \"Buy milk\"}, \"completed\": {\"from\": null, \"to\": false}}"));
    }

    @Test
    void an_entry_says_who_when_and_by_which_request() {
        Api carl = api.as("carl \u00e9\ud83e\udd5b " + UUID.randomUUID());
        Answer task = carl.with("X-Request-Id", "first-of/carl=1").create("one");
        Answer changed = carl.patch(task.path(), "{\"title\": \"two\"}").expect(200);

        List<JsonNode> entries = carl.get(task.path() + "/history").expect(200).json().get("items").valueStream().toList();
        assertThat(entries).extracting(entry -> entry.get("actor")).containsOnly(task.json().get("user_id"));
        assertThat(entries).extracting(entry -> entry.get("request_id").stringValue())
                .containsExactly("first-of/carl=1", changed.header("X-Request-Id").orElseThrow());
        assertThat(entries).extracting(entry -> entry.get("occurred_at"))
                .containsExactly(task.json().get("created_at"), changed.json().get("updated_at"));
    }

    @Test
    void a_command_of_several_changes_is_an_entry_each() {
        Answer task = ann.create("one");
        ann.put(task.path(), "{\"title\": \"two\", \"description\": \"new\", \"completed\": true}").expect(200);
        ann.patch(task.path(), "{\"title\": \"two\"}").expect(200); // which changes nothing
        assertThat(entries(task, "")).extracting(entry -> entry.get("type").stringValue())
                .containsExactlyInAnyOrder("created", "renamed", "described", "completed");
        assertThat(versions(entries(task, ""))).containsExactly(0, 1, 2, 3);
    }

    @Test
    void a_deleted_task_has_a_history() {
        Answer task = ann.create("one");
        ann.delete(task.path()).expect(204);
        ann.get(task.path()).expectProblem(404, "no-such-task");
        assertThat(entries(task, "")).extracting(entry -> entry.get("type").stringValue()).containsExactly("created", "deleted");
    }

    @Test
    void what_is_anothers_and_what_does_not_exist_are_told_apart() {
        Answer task = ann.create("secret");
        api.asSomeone().get(task.path() + "/history").expectProblem(403, "not-the-owner");
        ann.delete(task.path()).expect(204);
        api.asSomeone().get(task.path() + "/history").expectProblem(403, "not-the-owner");
        ann.get("/api/tasks/" + UUID.randomUUID() + "/history").expectProblem(404, "no-such-task");
        ann.get("/api/tasks/x/history").expectViolation(400, "id");
        api.get(task.path() + "/history").expectProblem(401, "unauthenticated");
    }

    @Test
    void pages_join_into_the_whole_history_while_it_grows() {
        Answer task = ann.create("title 0");
        IntStream.range(1, 7).forEach(i -> ann.patch(task.path(), Json.object("title", "title " + i)).expect(200));

        List<Integer> joined = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = ann.get(task.path() + "/history?limit=3&cursor=" + cursor).expect(200).json();
            joined.addAll(versions(page.get("items").valueStream().toList()));
            cursor = page.get("next_cursor").isNull() ? null : page.get("next_cursor").stringValue();
            if (joined.size() == 3) {
                ann.post(task.path() + "/complete").expect(200);
            }
        }
        assertThat(joined).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(ann.get(task.path() + "/history?limit=8").json().get("next_cursor").isNull()).isTrue();
        assertThat(entries(task, "?limit=1")).hasSize(1);
        assertThat(entries(task, "?limit=&cursor=")).hasSize(8);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, 422, limit", "limit=1001, 422, limit", "limit=x, 400, limit", "limit=1&limit=1, 400, limit", "limit=0&cursor=a&cursor=a, 400, cursor",
        "cursor=x, 422, cursor"
    })
    void a_bad_parameter_is_named_whosever_task_it_is(String query, int status, String parameter) {
        String path = ann.create("one").path() + "/history?" + query;
        ann.get(path).expectViolation(status, parameter);
        api.asSomeone().get(path).expectViolation(status, parameter);
    }

    @Test
    void a_cursor_is_good_for_its_own_task_and_user_only() {
        Answer task = ann.create("one");
        ann.delete(task.path()).expect(204);
        String cursor = ann.get(task.path() + "/history?limit=1").json().get("next_cursor").stringValue();
        ann.get(ann.create("other").path() + "/history?cursor=" + cursor).expectViolation(422, "cursor");
        ann.get("/api/audit?cursor=" + cursor).expectViolation(422, "cursor");
        ann.get("/api/tasks?cursor=" + cursor).expectViolation(422, "cursor");
        ann.get(task.path() + "/history?cursor=A" + cursor).expectViolation(422, "cursor");
        api.asSomeone().get(task.path() + "/history?cursor=" + cursor).expectViolation(422, "cursor");
        assertThat(versions(entries(task, "?cursor=" + cursor))).containsExactly(1);
    }

    private List<JsonNode> entries(Answer task, String query) {
        return ann.get(task.path() + "/history" + query).expect(200).json().get("items").valueStream().toList();
    }

    private static List<Integer> versions(List<JsonNode> entries) {
        return entries.stream().map(entry -> entry.get("version").intValue()).toList();
    }
}
