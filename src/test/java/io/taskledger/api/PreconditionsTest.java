package io.taskledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import java.util.UUID;

/** Preconditions of RFC 9110, section 13, on whatever can be asked of tasks. */
@ApplicationTest
class PreconditionsTest {

    private final Api api;
    private final Api ann;

    PreconditionsTest(@Autowired Api api) {
        this.api = api;
        ann = api.asSomeone();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", value = {
        "PATCH | `` | {\"title\": \"mine\"}", "PATCH | `` | {}", "PUT | `` | {\"title\": \"mine\"}", "POST | /complete | -", "POST | /reopen | -",
        "POST | /restore | -", "DELETE | `` | -"
    })
    void a_command_is_not_carried_out_at_a_version_that_is_excluded(String method, String under, @Nullable String body) {
        Answer milk = ann.create("Buy milk");
        for (String excluded : new String[] {"\"0\"", "*", "W/\"0\"", "\"7\", W/\"0\""}) {
            Answer refused = ann.with("If-None-Match", excluded).send(method, milk.path() + under, body).expectProblem(412, "precondition-failed");
            assertThat(refused.etag()).isEqualTo("\"0\"");
            assertThat(refused.header("Cache-Control")).hasValue("no-store");
        }
        assertThat(ann.get(milk.path()).json()).isEqualTo(milk.json());
        ann.with("If-None-Match", "0").send(method, milk.path() + under, body).expectViolation(400, "If-None-Match");
        assertThat(ann.with("If-None-Match", "\"1\"").send(method, milk.path() + under, body).status()).isIn(200, 204);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"0\" | 200", "* | 200", "\"7\", \"0\" | 200", "\"1\" | 412", "W/\"0\" | 412", "\"00\" | 412", "0 | 400", "`` | 400"})
    void a_task_is_shown_at_the_version_that_is_asked_for_only(String ifMatch, int status) {
        Answer milk = ann.create("Buy milk");
        Answer shown = ann.with("If-Match", ifMatch).get(milk.path()).expect(status);
        assertThat(shown.etag()).isEqualTo(status == 400 ? null : "\"0\"");
        assertThat(ann.with("If-Match", ifMatch).send("HEAD", milk.path(), null).status()).isEqualTo(status);
    }

    @Test
    void of_two_conditions_if_match_is_evaluated_first() {
        String path = ann.create("Buy milk").path();
        Api stale = ann.with("If-Match", "\"7\"").with("If-None-Match", "\"0\"");
        stale.get(path).expectProblem(412, "version-mismatch");
        stale.patch(path, "{}").expectProblem(412, "version-mismatch");
        Api known = ann.with("If-Match", "\"0\"").with("If-None-Match", "\"0\"");
        known.get(path).expect(304);
        known.patch(path, "{}").expectProblem(412, "precondition-failed");
        Api held = ann.with("If-Match", "\"0\"").with("If-None-Match", "\"1\"");
        held.get(path).expect(200);
        held.patch(path, "{}").expect(200);
    }

    @Test
    void who_may_not_see_a_task_learns_nothing_by_a_condition() {
        String path = ann.create("Buy milk").path();
        Api bob = api.asSomeone();
        for (String header : new String[] {"If-Match", "If-None-Match"}) {
            for (String value : new String[] {"\"0\"", "\"7\"", "*"}) {
                assertThat(bob.with(header, value).patch(path, "{}").expectProblem(403, "not-the-owner").etag()).isNull();
                assertThat(bob.with(header, value).get(path).expectProblem(403, "not-the-owner").etag()).isNull();
                assertThat(bob.with(header, value).post(path + "/restore").expectProblem(403, "not-the-owner").etag()).isNull();
                bob.with(header, value).get("/api/tasks/" + UUID.randomUUID()).expectProblem(404, "no-such-task");
                bob.with(header, value).delete("/api/tasks/" + UUID.randomUUID()).expectProblem(404, "no-such-task");
                api.with(header, value).get(path).expect(401);
            }
        }
        ann.delete(path).expect(204);
        ann.with("If-Match", "\"7\"").get(path).expectProblem(404, "no-such-task");
        ann.with("If-None-Match", "*").delete(path).expectProblem(404, "no-such-task");
        ann.with("If-None-Match", "*").post(path + "/restore").expectProblem(412, "precondition-failed");
        ann.with("If-None-Match", "\"0\"").post(path + "/restore").expect(200);
    }

    @Test
    void a_task_is_created_only_if_there_is_none() {
        String id = UUID.randomUUID().toString();
        Api once = ann.with("If-None-Match", "*");
        once.post("/api/tasks", Json.object("title", "Buy milk", "id", id)).expect(201);
        once.post("/api/tasks", Json.object("title", "Buy milk", "id", id)).expectProblem(412, "precondition-failed");
        api.asSomeone().with("If-None-Match", "*").post("/api/tasks", Json.object("title", "Buy milk", "id", id)).expectProblem(412, "precondition-failed");
        ann.delete("/api/tasks/" + id).expect(204);
        once.post("/api/tasks", Json.object("title", "Buy milk", "id", id)).expectProblem(412, "precondition-failed");
        once.post("/api/tasks", Json.object("title", "Buy bread")).expect(201);
        ann.with("If-None-Match", "\"0\"").post("/api/tasks", Json.object("title", "Buy milk", "id", id)).expectProblem(409, "task-exists");
        ann.with("If-None-Match", "0").post("/api/tasks", Json.object("title", "Buy milk")).expectViolation(400, "If-None-Match");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"0\"", "W/\"0\""})
    void no_task_is_created_where_one_has_to_be_there(String ifMatch) {
        ann.with("If-Match", ifMatch).post("/api/tasks", Json.object("title", "Buy milk")).expectProblem(412, "precondition-failed");
        assertThat(ann.get("/api/tasks").json().get("items")).isEmpty();
        ann.with("If-Match", "0").post("/api/tasks", Json.object("title", "Buy milk")).expectViolation(400, "If-Match");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/tasks", "/api/tasks/summary", "%s/history", "/api/audit", "/api/changes", "/api/me"})
    void an_answer_without_a_tag_matches_a_star_and_nothing_else(String list) {
        String path = list.formatted(ann.create("Buy milk").path());
        ann.with("If-Match", "*").get(path).expect(200);
        ann.with("If-Match", "\"0\"").get(path).expectProblem(412, "precondition-failed");
        ann.with("If-Match", "0").get(path).expectViolation(400, "If-Match");
        ann.with("If-None-Match", "\"0\"").get(path).expect(200);
        ann.with("If-None-Match", "*").get(path).expect(200);
        ann.with("If-None-Match", "0").get(path).expectViolation(400, "If-None-Match");
        api.asSomeone().with("If-Match", "\"0\"").get("/api/tasks/" + UUID.randomUUID() + "/history").expectProblem(404, "no-such-task");
    }

    @Test
    void a_weak_tag_gets_an_answer_that_says_why_it_never_matches() {
        String path = ann.create("Buy milk").path();
        for (Answer refused : new Answer[] {ann.with("If-Match", "W/\"0\"").patch(path, "{}"), ann.with("If-Match", "W/\"0\"").get(path)}) {
            refused.expectProblem(412, "version-mismatch");
            assertThat(refused.json().get("detail").stringValue()).contains("weak", "proxy", "compresses");
        }
        assertThat(ann.with("If-Match", "\"7\"").patch(path, "{}").json().get("detail").stringValue()).contains("\"0\"").doesNotContain("weak");
    }

    /** There is no Last-Modified, so that a condition on it has nothing to go by (RFC 9110, sections 13.1.3 and 13.1.4). */
    @ParameterizedTest
    @ValueSource(strings = {"If-Modified-Since", "If-Unmodified-Since", "If-Range"})
    void a_condition_on_time_is_ignored(String header) {
        String path = ann.create("Buy milk").path();
        for (String value : new String[] {"Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 01 Jan 2100 00:00:00 GMT", "nonsense"}) {
            ann.with(header, value).get(path).expect(200);
            ann.with(header, value).get("/api/tasks").expect(200);
            ann.with(header, value).patch(path, "{}").expect(200);
        }
    }

    @Test
    void another_condition_is_another_request_under_the_same_key() {
        String path = ann.create("Buy milk").path();
        Api keyed = ann.with("Idempotency-Key", "k");
        Answer first = keyed.with("If-None-Match", "\"7\"").post(path + "/complete").expect(200);
        keyed.post(path + "/complete").expectProblem(422, "idempotency-key-reused");
        keyed.with("If-None-Match", "\"8\"").post(path + "/complete").expectProblem(422, "idempotency-key-reused");
        keyed.with("If-Match", "\"7\"").post(path + "/complete").expectProblem(422, "idempotency-key-reused");
        Answer repeat = keyed.with("If-None-Match", "\"7\"").post(path + "/complete").expect(200);
        assertThat(repeat.header("Idempotency-Replayed")).hasValue("true");
        assertThat(repeat.body()).isEqualTo(first.body());
    }
}
