package io.taskledger.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import io.taskledger.support.Session;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** An operator sets the ledger back to an older state and begins a new epoch, while the service runs: nothing from before names what is there now. */
@ApplicationTest
@TestPropertySource(properties = "of-its-own=restored-epoch")
class RestoredEpochTest {

    private final Api api;
    private final Api ann;
    private final Session database;

    RestoredEpochTest(@Autowired Api api, @Autowired Environment environment) {
        this.api = api;
        ann = api.asSomeone();
        database = Session.on(environment.getRequiredProperty("DATABASE_URL"));
    }

    /** Each test begins in an epoch that looks like the first: the epochs of the tests before it are over. */
    @BeforeEach
    void beginTheFirstEpoch() {
        database.run("update event_store_epoch set epoch = gen_random_uuid(), since = now()");
        if (database.number("select count(*) from information_schema.columns where table_name = 'event_store_epoch' and column_name = 'name'") == 1) {
            database.run("update event_store_epoch set name = ''");
        }
    }

    @AfterEach
    void close() {
        database.run("rollback"); // of a test that failed
        database.close();
    }

    @Test
    void in_the_first_epoch_a_tag_is_the_version() {
        Answer milk = ann.create("Buy milk");
        assertThat(tag(milk)).isEqualTo("\"0\"");
        assertThat(milk.json().at("/etag").asString()).isEqualTo("0");
        assertThat(ann.post(milk.path() + "/complete").json().at("/etag").asString()).isEqualTo("1");
    }

    @Test
    void every_answer_with_a_task_holds_its_tag() {
        for (int epoch = 0; epoch < 2; epoch++) {
            Answer milk = ann.create("Buy milk");
            expectTag(milk, tag(milk));
            String path = milk.path();
            expectTag(ann.get(path), tag(milk));
            Answer last = milk;
            for (String command : new String[] {"/complete", "/reopen"}) {
                last = ann.post(path + command).expect(200);
                expectTag(last, tag(last));
            }
            last = ann.patch(path, Json.object("title", "Buy oat milk")).expect(200);
            expectTag(last, tag(last));
            last = ann.put(path, Json.object("title", "Buy bread")).expect(200);
            expectTag(last, tag(last));
            ann.delete(path).expect(204);
            last = ann.post(path + "/restore").expect(200);
            expectTag(last, tag(last));

            assertThat(tag(ann.get(path))).isEqualTo(tag(last));
            assertThat(ann.get("/api/tasks").expect(200).json().at("/items/0")).isEqualTo(last.json());
            assertThat(ann.get("/api/tasks?sort=title&q=bread").expect(200).json().at("/items/0")).isEqualTo(last.json());
            Answer changes = ann.get("/api/changes?limit=1000").expect(200);
            assertThat(changes.json().get("items").valueStream().toList().getLast().get("task")).isEqualTo(last.json());
            assertThat(tag(ann.with("If-None-Match", tag(last)).get(path).expect(304))).isEqualTo(tag(last));
            ann.with("If-Match", tag(last)).delete(path).expect(204);
            beginNewEpoch();
        }
    }

    @Test
    void a_copy_from_before_is_never_told_to_be_the_same() {
        Answer milk = ann.create("Buy milk");
        Answer lost = ann.patch(milk.path(), Json.object("title", "lost")).expect(200);
        setBack(milk);
        ann.with("If-None-Match", tag(milk)).get(milk.path()).expect(200);

        Answer now = ann.patch(milk.path(), Json.object("title", "another")).expect(200);
        assertThat(now.json().get("version")).isEqualTo(lost.json().get("version"));
        assertThat(tag(now)).isNotEqualTo(tag(lost));
        Answer told = ann.with("If-None-Match", tag(lost)).get(milk.path()).expect(200);
        assertThat(told.json()).isEqualTo(now.json());
        assertThat(tag(told)).isEqualTo(tag(now));
        ann.with("If-None-Match", "W/" + tag(lost)).get(milk.path()).expect(200);
        ann.with("If-Match", tag(lost)).get(milk.path()).expectProblem(412, "version-mismatch");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", value = {
        "PATCH | `` | {\"title\": \"mine\"}", "PATCH | `` | {}", "PUT | `` | {\"title\": \"mine\"}", "POST | /complete | -", "POST | /reopen | -",
        "POST | /restore | -", "DELETE | `` | -"
    })
    void a_condition_from_before_lets_no_command_through(String method, String under, @Nullable String body) {
        Answer milk = ann.create("Buy milk");
        Answer lost = ann.patch(milk.path(), Json.object("title", "lost")).expect(200);
        setBack(milk);
        Answer now = ann.patch(milk.path(), Json.object("title", "another")).expect(200);

        Answer refused = ann.with("If-Match", tag(lost)).send(method, milk.path() + under, body).expectProblem(412, "version-mismatch");
        assertThat(tag(refused)).isEqualTo(tag(now));
        assertThat(ann.get(milk.path()).json()).isEqualTo(now.json());
        assertThat(ann.with("If-Match", tag(refused)).send(method, milk.path() + under, body).status()).isIn(200, 204);
    }

    /** The command has read the task before the restore, and stores its event after it. */
    @Test
    void a_command_that_the_restore_overtakes_is_decided_anew() {
        Answer milk = ann.create("Buy milk");
        Answer lost = ann.patch(milk.path(), Json.object("title", "lost")).expect(200);
        ann.create("later");
        database.hold("domain_event_entry");
        CompletableFuture<Answer> overtaken =
                CompletableFuture.supplyAsync(() -> ann.with("If-Match", tag(lost)).patch(milk.path(), Json.object("title", "overtaken")));
        database.awaitWaiting(1);
        database.run(replacedBy(milk, "from the backup"));
        database.run("select new_event_store_epoch()");
        database.letGo();
        overtaken.join().expectProblem(412, "version-mismatch");
        await().untilAsserted(() -> assertThat(ann.get(milk.path()).json().get("title").stringValue()).isEqualTo("from the backup"));
    }

    @Test
    void a_tag_of_a_forgotten_epoch_is_none_of_another() {
        Answer milk = ann.create("Buy milk");
        beginNewEpoch();
        String second = tag(ann.get(milk.path()));
        database.run("update event_store_epoch set name = ''"); // the backup is of the first epoch
        beginNewEpoch();
        String other = tag(ann.get(milk.path()));
        assertThat(other).isNotEqualTo(second).isNotEqualTo("\"0\"").matches("\"[\\x21\\x23-\\x7e]+\"");
        ann.with("If-Match", second).delete(milk.path()).expectProblem(412, "version-mismatch");
        ann.with("If-Match", "\"0\"").delete(milk.path()).expectProblem(412, "version-mismatch");
        ann.with("If-Match", second + ", " + other).delete(milk.path()).expect(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/tasks", "/api/tasks?sort=title", "/api/tasks?sort=-updated_at&q=milk", "/api/audit", "%s/history"})
    void a_cursor_from_before_says_to_begin_anew(String list) {
        Answer milk = ann.create("Buy milk");
        ann.patch(milk.path(), Json.object("title", "Buy oat milk")).expect(200);
        ann.create("Buy more milk");
        String path = list.formatted(milk.path());
        String first = path + (path.contains("?") ? "&" : "?") + "limit=1";
        for (int epoch = 0; epoch < 2; epoch++) {
            String cursor = ann.get(first).expect(200).json().get("next_cursor").stringValue();
            assertThat(ann.get(first + "&cursor=" + cursor).expect(200).json().get("items")).hasSize(1);
            beginNewEpoch();
            ann.get(first + "&cursor=" + cursor).expectProblem(410, "sync-anew");
            api.asSomeone().get(first.replace(milk.path(), "/api/tasks/" + milk.id()) + "&cursor=" + cursor).expectViolation(422, "cursor");
            ann.get(first + "&cursor=" + (cursor.startsWith("A") ? "B" : "A") + cursor.substring(1)).expectViolation(422, "cursor");
        }
    }

    @Test
    void a_repeat_answers_what_the_first_did_with_the_tag_it_had() {
        Api keyed = ann.with("Idempotency-Key", "k");
        Answer first = keyed.post("/api/tasks", Json.object("title", "Buy milk")).expect(201);
        beginNewEpoch();
        Answer repeat = keyed.post("/api/tasks", Json.object("title", "Buy milk")).expect(201);
        assertThat(repeat.header("Idempotency-Replayed")).hasValue("true");
        assertThat(repeat.json()).isEqualTo(first.json());
        assertThat(tag(repeat)).isEqualTo(tag(first)).isEqualTo("\"0\"");
        ann.with("If-Match", tag(repeat)).delete(first.path()).expectProblem(412, "version-mismatch");
    }

    /** A release that knew no tags in bodies stored it. */
    @Test
    void a_repeat_of_what_a_release_before_answered_holds_the_tag() {
        Api keyed = ann.with("Idempotency-Key", "k");
        Answer first = keyed.post("/api/tasks", Json.object("title", "Buy \"etag\": milk")).expect(201);
        database.run("update idempotency_key set body = (body::jsonb - 'etag')::text where task = '" + first.id() + "'");
        Answer repeat = keyed.post("/api/tasks", Json.object("title", "Buy \"etag\": milk")).expect(201);
        assertThat(repeat.header("Idempotency-Replayed")).hasValue("true");
        assertThat(repeat.json()).isEqualTo(first.json());
    }

    /** Back to the first event: with everything in one transaction, as it was stored then. */
    private void setBack(Answer task) {
        ann.create("later"); // so that projections are not ahead of the last event
        database.run("begin");
        database.run("""
                delete from domain_event_entry where aggregate_identifier = '%1$s' and sequence_number > 0;
                delete from audit where task_id = '%1$s' and version > 0;
                update tasks_2 set title = 'Buy milk', title_caseless = 'buy milk', title_key = 'buy milk',
                    version = 0, updated_at = created_at where id = '%1$s';
                """.formatted(task.id()));
        database.run("select new_event_store_epoch()");
        database.run("commit");
    }

    /** The last event is another than it was, as it would be had it been made after an older backup. */
    private static String replacedBy(Answer task, String title) {
        return """
                update domain_event_entry set payload = jsonb_set(payload, '{title}', '"%2$s"'), event_identifier = gen_random_uuid()
                where aggregate_identifier = '%1$s' and sequence_number = 1;
                update audit set title = '%2$s' where task_id = '%1$s' and version = 1;
                update tasks_2 set title = '%2$s', title_caseless = '%2$s', title_key = '%2$s' where id = '%1$s';
                """.formatted(task.id(), title);
    }

    private void beginNewEpoch() {
        database.run("select new_event_store_epoch()");
    }

    private static String tag(Answer answer) {
        return Objects.requireNonNull(answer.etag());
    }

    private static void expectTag(Answer answer, String tag) {
        assertThat("\"" + answer.json().at("/etag").asString() + "\"").isEqualTo(tag);
        assertThat(tag(answer)).isEqualTo(tag);
    }
}
