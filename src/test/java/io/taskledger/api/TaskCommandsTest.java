package io.taskledger.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import io.taskledger.support.StoredTasks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.UUID;

@ApplicationTest
class TaskCommandsTest {

    private final Api ann;
    private final JdbcTemplate database;

    TaskCommandsTest(@Autowired Api api, @Autowired JdbcTemplate database) {
        ann = api.asSomeone();
        this.database = database;
    }

    @Test
    void creating_answers_the_task_where_it_is_and_at_which_version() {
        Answer created = ann.post("/api/tasks", Json.object("title", " Buy milk\u3000", "description", " two litres "));

        created.expect(201);
        assertThat(created.header("Location")).hasValue(created.path());
        assertThat(created.etag()).isEqualTo("\"0\"");
        assertThat(created.json().get("title").stringValue()).isEqualTo("Buy milk");
        assertThat(created.json().get("description").stringValue()).isEqualTo(" two litres ");
        assertThat(created.json().get("completed").booleanValue()).isFalse();
        assertThat(created.json().get("version").intValue()).isZero();
        assertThat(created.json().get("created_at")).isEqualTo(created.json().get("updated_at"));
        assertThat(UUID.fromString(created.id()).version()).isEqualTo(7);
    }

    @Test
    void what_a_command_answers_is_what_the_next_query_answers() {
        Answer created = ann.create("Buy milk");
        assertThat(ann.get(created.path()).json()).isEqualTo(created.json());

        Answer changed = ann.patch(created.path(), Json.object("title", "Buy oat milk", "description", "one", "completed", true));
        assertThat(ann.get(created.path()).json()).isEqualTo(changed.json());
        assertThat(ann.get("/api/tasks").json().get("items").get(0)).isEqualTo(changed.json());
    }

    @Test
    void times_have_six_digits_of_a_second() {
        assertThat(ann.create("Buy milk").json().get("created_at").stringValue()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    }

    @Test
    void an_id_may_be_the_clients_own_once() {
        String id = UUID.randomUUID().toString();
        assertThat(ann.post("/api/tasks", Json.object("title", "Mine", "id", id)).expect(201).id()).isEqualTo(id);

        ann.post("/api/tasks", Json.object("title", "Again", "id", id)).expectProblem(409, "task-exists");
        ann.delete("/api/tasks/" + id).expect(204);
        ann.post("/api/tasks", Json.object("title", "Again", "id", id)).expectProblem(409, "task-exists");
    }

    @Test
    void a_patch_changes_what_it_names() {
        Answer task = ann.post("/api/tasks", Json.object("title", "Buy milk", "description", "two litres"));

        Answer changed = ann.patch(task.path(), Json.object("description", null)).expect(200);
        assertThat(changed.json().get("description").isNull()).isTrue();
        assertThat(changed.json().get("title").stringValue()).isEqualTo("Buy milk");
        assertThat(changed.etag()).isEqualTo("\"1\"");

        Answer both = ann.patch(task.path(), Json.object("title", "Buy bread", "completed", true)).expect(200);
        assertThat(both.etag()).as("one event a change").isEqualTo("\"3\"");
    }

    @Test
    void a_patch_may_be_a_merge_patch() {
        String path = ann.create("Buy milk").path();
        Answer patched = ann.with("Content-Type", "application/merge-patch+json").patch(path, "{\"completed\": true}").expect(200);
        assertThat(patched.json().get("completed").booleanValue()).isTrue();
    }

    @Test
    void a_put_replaces_all_three() {
        Answer task = ann.post("/api/tasks", Json.object("title", "Buy milk", "description", "two litres"));
        ann.post(task.path() + "/complete").expect(200);

        Answer replaced = ann.put(task.path(), Json.object("title", "Buy bread")).expect(200);
        assertThat(replaced.json().get("title").stringValue()).isEqualTo("Buy bread");
        assertThat(replaced.json().get("description").isNull()).isTrue();
        assertThat(replaced.json().get("completed").booleanValue()).isFalse();
    }

    @Test
    void a_task_is_completed_and_reopened() {
        String path = ann.create("Buy milk").path();
        assertThat(ann.post(path + "/complete").expect(200).json().get("completed").booleanValue()).isTrue();
        assertThat(ann.post(path + "/reopen").expect(200).json().get("completed").booleanValue()).isFalse();
    }

    @Test
    void what_changes_nothing_makes_no_event() {
        Answer task = ann.create("Buy milk");
        assertThat(ann.patch(task.path(), "{}").expect(200).json()).isEqualTo(task.json());
        assertThat(ann.patch(task.path(), Json.object("title", "  Buy milk ")).expect(200).json()).isEqualTo(task.json());
        assertThat(ann.post(task.path() + "/reopen").expect(200).json()).isEqualTo(task.json());
        assertThat(ann.post(task.path() + "/restore").expect(200).json()).isEqualTo(task.json());
    }

    @Test
    void a_deleted_task_is_gone_until_it_is_restored() {
        Answer task = ann.create("Buy milk");
        ann.delete(task.path()).expect(204);

        ann.get(task.path()).expectProblem(404, "no-such-task");
        ann.patch(task.path(), "{}").expectProblem(404, "no-such-task");
        ann.delete(task.path()).expectProblem(404, "no-such-task");
        assertThat(ann.get("/api/tasks").json().get("items")).isEmpty();

        Answer restored = ann.post(task.path() + "/restore").expect(200);
        assertThat(restored.etag()).isEqualTo("\"2\"");
        assertThat(ann.get(task.path()).json()).isEqualTo(restored.json());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"1\" | 200", "* | 200", "\"0\", \"1\" | 200", "W/\"0\", \"1\" | 200", "\"0\" | 412", "W/\"1\" | 412", "\"01\" | 412", "\"x\" | 412",
        "1 | 400", "\"1 | 400", "\"1\" \"2\" | 400", "*, \"1\" | 400"
    })
    void if_match_lets_a_command_through_at_that_version_only(String ifMatch, int status) {
        String path = ann.create("Buy milk").path();
        ann.post(path + "/complete").expect(200);

        ann.with("If-Match", ifMatch).patch(path, Json.object("title", "Buy bread")).expect(status);
        assertThat(ann.get(path).json().get("version").intValue()).isEqualTo(status == 200 ? 2 : 1);
    }

    @Test
    void if_match_counts_also_where_nothing_would_change() {
        String path = ann.create("Buy milk").path();
        ann.with("If-Match", "\"7\"").patch(path, "{}").expectProblem(412, "version-mismatch");
        ann.with("If-Match", "\"7\"").delete(path).expectProblem(412, "version-mismatch");
        ann.with("If-Match", "\"7\"").post(path + "/restore").expectProblem(412, "version-mismatch");
        ann.with("If-Match", "\"0\"").delete(path).expect(204);
        ann.with("If-Match", "\"1\"").post(path + "/restore").expect(200);
    }

    @Test
    void who_prefers_not_to_wait_is_told_so() {
        Answer created = ann.with("Prefer", "respond-async").create("Buy milk");
        assertThat(created.header("Preference-Applied")).hasValue("respond-async");
        assertThat(ann.create("Buy milk").header("Preference-Applied")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "title | {}", "title | {\"title\": null}", "title | {\"title\": \" \\u00a0\\t\"}", "title | {\"title\": 7}",
        "title | {\"title\": \"a\\u0000\"}", "title | {\"title\": \"\\ud800\"}",
        "description | {\"title\": \"a\", \"description\": []}", "id | {\"title\": \"a\", \"id\": \"1-1-1-1-1\"}",
        "completed | {\"title\": \"a\", \"completed\": true}", "user_id | {\"title\": \"a\", \"user_id\": \"bob\"}", "'' | []", "'' | 7"
    })
    void a_bad_value_is_named_and_costs_nothing(String field, String body) {
        ann.post("/api/tasks", body).expectViolation(422, field.equals("''") ? "" : field);
        assertThat(ann.get("/api/tasks").json().get("items")).isEmpty();
    }

    @Test
    void all_that_is_wrong_is_named_at_once() {
        Answer refused = ann.post("/api/tasks", "{\"description\": 1, \"foo\": 2}").expectProblem(422, "invalid");
        assertThat(refused.json().get("errors").valueStream().map(error -> error.get("field").stringValue()))
                .containsExactly("title", "description", "foo");
    }

    @Test
    void lengths_are_counted_in_code_points() {
        String longest = "\ud83e\udd5b".repeat(200);
        assertThat(ann.create(longest).json().get("title").stringValue()).isEqualTo(longest);
        ann.post("/api/tasks", Json.object("title", longest + "a")).expectViolation(422, "title");
        ann.post("/api/tasks", Json.object("title", "a", "description", "\ud83e\udd5b".repeat(1000))).expect(201);
        ann.post("/api/tasks", Json.object("title", "a", "description", "\ud83e\udd5b".repeat(1001))).expectViolation(422, "description");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"title\": \"a\"} x", "{\"title\": \"a\", \"title\": \"b\"}", "{'title': 'a'}", "{\"title\": NaN}"})
    void what_is_not_json_is_a_400(String body) {
        ann.post("/api/tasks", body).expectProblem(400, "malformed");
    }

    @Test
    void a_doubled_key_is_named() {
        assertThat(ann.post("/api/tasks", "{\"title\": \"a\", \"title\": \"b\"}").expectViolation(400, "title").body()).contains("given twice");
        assertThat(ann.post("/api/tasks", "{\"title\": \"a\", \"t\\u0069tle\": \"a\"}").expectViolation(400, "title").body()).contains("given twice");
        ann.post("/api/tasks", "{\"title\": \"a\", \"x\": [{\"y\\\"\": 1, \"y\\\"\": 1}]}").expectViolation(400, "y\"");
        ann.post("/api/tasks", "{\"\": 1, \"\": 1}").expectViolation(400, "");
        ann.post("/api/tasks", "{\"\\ud800\": 1, \"\\ud800\": 1}").expectProblem(400, "malformed");
        String path = ann.create("a").path();
        ann.patch(path, "{\"completed\": true, \"completed\": false}").expectViolation(400, "completed");
        ann.put(path, "{\"description\": null, \"description\": null}").expectViolation(400, "description");
        assertThat(ann.get(path).json().get("version").intValue()).isZero();
    }

    @Test
    void an_id_of_null_counts_as_left_out() {
        Answer created = ann.post("/api/tasks", "{\"id\": null, \"title\": \"a\", \"description\": null}").expect(201);
        assertThat(UUID.fromString(created.id()).version()).isEqualTo(7);
        assertThat(ann.post("/api/tasks", "{\"id\": null, \"title\": \"a\"}").expect(201).id()).isNotEqualTo(created.id());
        ann.patch(created.path(), "{\"id\": null}").expectViolation(422, "id");
        ann.put(created.path(), "{\"id\": null, \"title\": \"a\"}").expectViolation(422, "id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200B", "\uFEFF", "\u3164", " \u2060 \uFEFF ", "\u2800", "oat\nmilk", "oat\tmilk", "\u0007milk", "milk\u0085oat", "\u001B[31mmilk"})
    void a_title_shows_and_has_no_control_characters(String title) {
        ann.post("/api/tasks", Json.object("title", title)).expectViolation(422, "title");
        String path = ann.create("a").path();
        ann.patch(path, Json.object("title", title)).expectViolation(422, "title");
        ann.put(path, Json.object("title", title)).expectViolation(422, "title");
        ann.patch(path, Json.object("description", "a\u0000b\u0007")).expectViolation(422, "description");
        ann.patch(path, Json.object("description", "bell \u0007")).expectViolation(422, "description");
        ann.patch(path, Json.object("description", "one\ttwo\r\nthree\u0085four")).expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200B", "oat\nmilk"})
    void a_task_of_a_title_that_is_refused_today_lives_on(String title) {
        String user = ann.get("/api/me").json().get("id").stringValue();
        String id = StoredTasks.add(database, user, title, "bell \u0007");
        await().untilAsserted(() -> ann.get("/api/tasks/" + id).expect(200));
        ann.post("/api/tasks/" + id + "/complete").expect(200);
        Answer described = ann.patch("/api/tasks/" + id, Json.object("description", "new")).expect(200);
        assertThat(described.json().get("title").stringValue()).isEqualTo(title);
        assertThat(ann.get("/api/tasks").json().get("items").valueStream()).anyMatch(task -> task.equals(described.json()));
        assertThat(ann.get("/api/tasks/" + id + "/history").json().at("/items/0/changes/title/to").stringValue()).isEqualTo(title);
        ann.put("/api/tasks/" + id, Json.object("title", title)).expectViolation(422, "title");
        ann.patch("/api/tasks/" + id, Json.object("title", "new")).expect(200);
    }

    @Test
    void an_id_in_a_change_is_a_violation() {
        String path = ann.create("Buy milk").path();
        ann.patch(path, "{\"id\": \"x\"}").expectViolation(422, "id");
        ann.put(path, "{\"title\": \"a\", \"id\": \"x\"}").expectViolation(422, "id");
        ann.put(path, "{\"completed\": true}").expectViolation(422, "title");
        ann.patch(path, "{\"title\": null}").expectViolation(422, "title");
        ann.patch(path, "{\"completed\": null}").expectViolation(422, "completed");
    }

    @Test
    void null_stands_for_what_a_replacement_leaves_out() {
        String path = ann.create("Buy milk").path();
        ann.post(path + "/complete").expect(200);
        Answer replaced = ann.put(path, "{\"title\": \"a\", \"description\": null, \"completed\": null}").expect(200);
        assertThat(replaced.json().get("completed").booleanValue()).isFalse();
        ann.put(path, "{\"title\": \"a\", \"completed\": \"null\"}").expectViolation(422, "completed");
    }

    @Test
    void a_task_that_never_was_is_a_404() {
        String path = "/api/tasks/" + UUID.randomUUID();
        ann.get(path).expectProblem(404, "no-such-task");
        ann.patch(path, "{}").expectProblem(404, "no-such-task");
        ann.put(path, "{\"title\": \"a\"}").expectProblem(404, "no-such-task");
        ann.delete(path).expectProblem(404, "no-such-task");
        ann.post(path + "/complete").expectProblem(404, "no-such-task");
        ann.post(path + "/restore").expectProblem(404, "no-such-task");
    }

    @Test
    void an_id_in_another_form_is_a_400() {
        ann.get("/api/tasks/1-1-1-1-1").expectViolation(400, "id");
        ann.delete("/api/tasks/nonsense").expectViolation(400, "id");
    }
}
