package io.taskledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import io.taskledger.support.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** A request that is sent again with its key is carried out once, and answered the same. */
@ApplicationTest
class IdempotencyTest {

    private static final String MILK = Json.object("title", "Buy milk \ud83e\udd5b", "description", "two\nlitres");

    private final Api api;
    private final Api ann;
    private final Session database;

    IdempotencyTest(@Autowired Api api, @Autowired Environment environment) {
        this.api = api;
        ann = api.asSomeone();
        database = Session.on(environment.getRequiredProperty("DATABASE_URL"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_creation_that_is_repeated_answers_the_same_task() {
        Api keyed = keyed("k");
        Answer first = keyed.post("/api/tasks", MILK).expect(201);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();

        expectReplay(keyed.post("/api/tasks", MILK), first);
        expectReplay(keyed.post("/api/tasks", MILK), first);
        assertThat(ann.get("/api/tasks").json().get("items")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "PATCH | `` | {\"title\": \"Buy bread\", \"completed\": true} | POST /complete", "PATCH | `` | {} | POST /complete",
        "PUT | `` | {\"title\": \"Buy bread\"} | POST /complete", "DELETE | `` | | POST /complete", "POST | /complete | | POST /reopen",
        "POST | /reopen | | POST /complete", "POST | /restore | | DELETE"
    })
    void every_command_that_is_repeated_is_carried_out_once(String method, String under, String body, String before) {
        String path = ann.post("/api/tasks", MILK).path();
        String[] earlier = before.split(" ");
        ann.send(earlier[0], path + (earlier.length > 1 ? earlier[1] : ""), null);
        Answer first = keyed("k").send(method, path + under, body);
        assertThat(first.status()).isBetween(200, 204);
        int events = history(path);

        expectReplay(keyed("k").send(method, path + under, body), first);
        assertThat(history(path)).isEqualTo(events);
    }

    @Test
    void a_repeat_answers_what_the_first_did_whatever_came_between() {
        Api keyed = keyed("k");
        Answer first = keyed.post("/api/tasks", MILK);
        ann.patch(first.path(), Json.object("title", "Buy bread")).expect(200);
        ann.delete(first.path()).expect(204);

        expectReplay(keyed.post("/api/tasks", MILK), first);
        ann.get(first.path()).expect(404);
    }

    @Test
    void a_remembered_key_is_looked_at_before_the_task() {
        String path = ann.create("Buy milk").path();
        Answer first = keyed("k").with("If-Match", "\"0\"").delete(path).expect(204);

        expectReplay(keyed("k").with("If-Match", "\"0\"").delete(path), first);
        keyed("other").delete(path).expectProblem(404, "no-such-task");
    }

    @Test
    void another_request_with_the_same_key_is_refused() {
        String path = ann.create("Buy milk").path();
        String other = ann.create("Buy bread").path();
        Api keyed = keyed("k");
        Answer first = keyed.with("If-Match", "\"0\"").patch(path, "{\"completed\": true}").expect(200);

        keyed.with("If-Match", "\"0\"").patch(path, "{\"completed\": false}").expectProblem(422, "idempotency-key-reused");
        keyed.with("If-Match", "\"1\"").patch(path, "{\"completed\": true}").expectProblem(422, "idempotency-key-reused");
        keyed.patch(path, "{\"completed\": true}").expectProblem(422, "idempotency-key-reused");
        keyed.with("If-Match", "\"0\"").patch(other, "{\"completed\": true}").expectProblem(422, "idempotency-key-reused");
        keyed.with("If-Match", "\"0\"").put(path, "{\"title\": \"a\"}").expectProblem(422, "idempotency-key-reused");
        keyed.post(path + "/complete").expectProblem(422, "idempotency-key-reused");
        keyed.delete("/api/tasks/" + UUID.randomUUID()).expectProblem(422, "idempotency-key-reused");
        expectReplay(keyed.with("If-Match", "\"0\"").patch(path, "{\"completed\": true}"), first);
        assertThat(history(path)).isEqualTo(2);
        assertThat(history(other)).isEqualTo(1);
    }

    @Test
    void a_key_is_the_users_own() {
        Answer anns = keyed("k").post("/api/tasks", MILK).expect(201);
        Api bob = api.asSomeone().with("Idempotency-Key", "k");
        Answer bobs = bob.post("/api/tasks", MILK).expect(201);

        assertThat(bobs.header("Idempotency-Replayed")).isEmpty();
        assertThat(bobs.id()).isNotEqualTo(anns.id());
        bob.patch(anns.path(), "{}").expectProblem(422, "idempotency-key-reused");
    }

    @Test
    void what_was_refused_is_decided_afresh() {
        String id = UUID.randomUUID().toString();
        String path = "/api/tasks/" + id;
        keyed("missing").post(path + "/complete").expectProblem(404, "no-such-task");
        ann.post("/api/tasks", Json.object("title", "Buy milk", "id", id)).expect(201);
        expectFirst(keyed("missing").post(path + "/complete"), 200);

        keyed("early").with("If-Match", "\"2\"").post(path + "/complete").expectProblem(412, "version-mismatch");
        ann.patch(path, Json.object("title", "Buy bread")).expect(200);
        expectFirst(keyed("early").with("If-Match", "\"2\"").post(path + "/complete"), 200);

        keyed("taken").post("/api/tasks", Json.object("title", "Again", "id", id)).expectProblem(409, "task-exists");
        expectFirst(keyed("taken").post("/api/tasks", MILK), 201);

        keyed("empty").post("/api/tasks", "{}").expectViolation(422, "title");
        expectFirst(keyed("empty").post("/api/tasks", MILK), 201);
    }

    @Test
    void what_another_user_may_not_is_not_remembered() {
        String path = ann.create("Buy milk").path();
        Api bob = api.asSomeone().with("Idempotency-Key", "k");
        bob.post(path + "/complete").expectProblem(403, "not-the-owner");
        bob.post(path + "/complete").expectProblem(403, "not-the-owner");
        expectFirst(bob.post("/api/tasks", MILK), 201);
    }

    @Test
    void what_can_be_said_without_the_key_is_said_before() {
        keyed("k").post("/api/tasks", MILK).expect(201);

        keyed("k").post("/api/tasks", "{").expectProblem(400, "malformed");
        keyed("k").post("/api/tasks", "{}").expectViolation(422, "title");
        keyed("k").with("Content-Type", "text/plain").post("/api/tasks", MILK).expectProblem(415, "unsupported-media-type");
        keyed("k").post("/api/tasks", Json.object("title", "a".repeat(70_000))).expectProblem(413, "content-too-large");
        api.with("Idempotency-Key", "k").post("/api/tasks", MILK).expectProblem(401, "unauthenticated");
        keyed("k".repeat(256)).post("/api/tasks", "{}").expectViolation(400, "Idempotency-Key");
    }

    @ParameterizedTest
    @MethodSource
    void what_is_no_key_is_a_400_and_costs_nothing(List<String> lines) {
        Api keyed = ann;
        for (String line : lines) {
            keyed = keyed.with("Idempotency-Key", line);
        }
        keyed.post("/api/tasks", MILK).expectViolation(400, "Idempotency-Key");
        assertThat(ann.get("/api/tasks").json().get("items")).isEmpty();
    }

    static Stream<List<String>> what_is_no_key_is_a_400_and_costs_nothing() {
        return Stream.of(List.of(""), List.of(" "), List.of("k".repeat(256)), List.of("a\tb"), List.of("k", "k"), List.of("k", ""));
    }

    @Test
    void the_longest_key_and_the_oddest_are_keys() {
        for (String key : List.of("k".repeat(255), "\"a, b\"; '%_\\ ~")) {
            Answer first = expectFirst(keyed(key).post("/api/tasks", MILK), 201);
            expectReplay(keyed(key).post("/api/tasks", MILK), first);
        }
    }

    @Test
    void a_key_of_a_query_means_nothing() {
        Answer task = ann.create("Buy milk");
        assertThat(keyed("").get(task.path()).expect(200).header("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void a_command_without_a_key_is_not_remembered() {
        long before = database.number("select count(*) from idempotency_key");
        ann.create("Buy milk");
        assertThat(database.number("select count(*) from idempotency_key")).isEqualTo(before);
    }

    @Test
    void who_would_not_wait_is_answered_at_once_also_the_second_time() {
        Api keyed = keyed("k");
        Answer first = keyed.post("/api/tasks", MILK).expect(201);
        Answer second = keyed.with("Prefer", "respond-async").post("/api/tasks", MILK);

        expectReplay(second, first);
        assertThat(second.header("Preference-Applied")).hasValue("respond-async");
        assertThat(keyed.post("/api/tasks", MILK).header("Preference-Applied")).isEmpty();
    }

    @Test
    void after_a_day_a_key_is_as_good_as_new() {
        Answer first = keyed("k").post("/api/tasks", MILK);
        database.run("update idempotency_key set created_at = now() - interval '23 hours 59 minutes' where task = '" + first.id() + "'");
        expectReplay(keyed("k").post("/api/tasks", MILK), first);

        database.run("update idempotency_key set created_at = now() - interval '24 hours 1 second' where task = '" + first.id() + "'");
        Answer second = expectFirst(keyed("k").post("/api/tasks", Json.object("title", "Another")), 201);
        assertThat(second.id()).isNotEqualTo(first.id());
        expectReplay(keyed("k").post("/api/tasks", Json.object("title", "Another")), second);
        assertThat(database.number("select count(*) from idempotency_key where task = '" + first.id() + "'")).isZero();
    }

    @Test
    void of_requests_that_come_at_once_one_is_carried_out() throws Exception {
        String path = ann.create("Buy milk").path();
        List<Answer> answers = together(32, keyed("create"), client -> client.post("/api/tasks", MILK));
        assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.status() == 409);
        assertThat(answers).filteredOn(answer -> answer.status() == 201 && answer.header("Idempotency-Replayed").isEmpty()).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 201).map(Answer::body).distinct()).hasSize(1);
        assertThat(ann.get("/api/tasks").json().get("items")).hasSize(2);

        together(32, keyed("patch"), client -> client.patch(path, Json.object("title", "Buy bread"))).forEach(answer -> {
            if (answer.status() == 409) {
                answer.expectProblem(409, "idempotency-key-in-use");
            } else {
                answer.expect(200);
            }
        });
        assertThat(history(path)).isEqualTo(2);
    }

    @Test
    void of_repeats_that_come_at_once_each_is_answered() throws Exception {
        Answer first = keyed("k").post("/api/tasks", MILK).expect(201);
        together(32, keyed("k"), client -> client.post("/api/tasks", MILK)).forEach(repeat -> expectReplay(repeat, first));
        together(32, keyed("k"), client -> client.post("/api/tasks", Json.object("title", "Another")))
                .forEach(other -> other.expectProblem(422, "idempotency-key-reused"));
    }

    @Test
    void commands_with_keys_that_meet_on_one_task_are_all_carried_out() throws Exception {
        String path = ann.create("hot").path();
        List<Answer> answers = together(40, ann, client -> client
                .with("Idempotency-Key", UUID.randomUUID().toString())
                .patch(path, Json.object("title", UUID.randomUUID().toString())));
        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(history(path)).isEqualTo(41);
    }

    @Test
    void nobody_but_its_owner_may_read_what_is_remembered() {
        assertThat(database.number("""
                select count(*)
                from pg_class, aclexplode(coalesce(relacl, acldefault('r', relowner))) as granted
                where pg_class.oid = 'idempotency_key'::regclass and granted.grantee <> relowner
                """)).isZero();
    }

    private Api keyed(String key) {
        return ann.with("Idempotency-Key", key);
    }

    private int history(String path) {
        return ann.get(path + "/history").expect(200).json().get("items").size();
    }

    private static void expectReplay(Answer second, Answer first) {
        second.expect(first.status());
        assertThat(second.header("Idempotency-Replayed")).hasValue("true");
        assertThat(second.body()).isEqualTo(first.body());
        for (String header : List.of("Location", "ETag", "Content-Type")) {
            assertThat(second.header(header)).as(header).isEqualTo(first.header(header));
        }
    }

    private static Answer expectFirst(Answer answer, int status) {
        assertThat(answer.expect(status).header("Idempotency-Replayed")).isEmpty();
        return answer;
    }

    private interface Sending {
        Answer by(Api client);
    }

    private static List<Answer> together(int times, Api client, Sending sending) throws Exception {
        List<Future<Answer>> promised = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < times; i++) {
                promised.add(clients.submit(() -> sending.by(client)));
            }
        }
        List<Answer> answers = new ArrayList<>();
        for (Future<Answer> answer : promised) {
            answers.add(answer.get());
        }
        return answers;
    }
}
