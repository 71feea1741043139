package io.taskledger.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.Duration;
import java.util.List;

@ApplicationTest
class IsolationTest {

    private final Api api;
    private final Api ann;
    private final Api bob;

    IsolationTest(@Autowired Api api) {
        this.api = api;
        this.ann = api.asSomeone();
        this.bob = api.asSomeone();
    }

    @Test
    void ones_own_task_is_never_taken_for_anothers_while_it_comes() {
        for (int i = 0; i < 100; i++) {
            Answer task = ann.with("Prefer", "respond-async").create("soon to be read");
            await().pollInterval(Duration.ofNanos(1)).pollDelay(Duration.ZERO).until(() -> {
                int status = ann.get(task.path()).status();
                assertThat(status).isIn(404, 200);
                return status == 200;
            });
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void every_verb_on_anothers_task_is_a_403_that_shows_nothing_of_it(boolean deleted) {
        Answer task = ann.create("Ann's secret");
        if (deleted) {
            ann.delete(task.path()).expect(204);
        }
        for (Api other : List.of(bob, admin())) {
            everyVerb(other.with("If-Match", "\"99\""), task.path());
            everyVerb(other, task.path());
        }
        assertThat(task.json().get("version").intValue()).isZero();
        assertThat(ann.post(task.path() + "/restore").expect(200).json().get("version").intValue()).isEqualTo(deleted ? 2 : 0);
    }

    private static void everyVerb(Api other, String path) {
        List.of(other.get(path), other.get(path + "/history"), other.patch(path, "{}"), other.patch(path, "{\"title\": \"mine\"}"),
                        other.put(path, "{\"title\": \"mine\"}"), other.delete(path),
                        other.post(path + "/complete"), other.post(path + "/reopen"), other.post(path + "/restore"))
                .forEach(answer -> {
                    answer.expectProblem(403, "not-the-owner");
                    assertThat(answer.body()).doesNotContain("secret").doesNotContain("user-");
                    assertThat(answer.etag()).isNull();
                });
    }

    @Test
    void a_list_holds_only_ones_own() {
        ann.create("Ann's");
        bob.create("Bob's");
        assertThat(ann.get("/api/tasks").body()).contains("Ann's").doesNotContain("Bob's");
        assertThat(ann.get("/api/tasks?q=Bob").json().get("items")).isEmpty();
        assertThat(admin().get("/api/tasks").json().get("items")).isEmpty();
        assertThat(admin().get("/api/audit").json().get("items")).isEmpty();
    }

    @Test
    void anothers_id_is_taken() {
        String id = ann.create("Ann's").id();
        bob.post("/api/tasks", Json.object("title", "Bob's", "id", id)).expectProblem(409, "task-exists");
    }

    @Test
    void users_are_told_apart_exactly() {
        for (String twin : List.of("Ann", "ANN", "ann ", "a\u0301nn", "\u00e1nn", "ann\u0001")) {
            api.as("x" + twin).create("Buy milk");
            assertThat(api.as("x" + twin).get("/api/tasks").json().get("items")).hasSize(1);
        }
    }

    private Api admin() {
        return api.withToken(Tokens.with(claims -> claims.subject("root").claim("role", "admin").claim("scope", "admin")));
    }
}
