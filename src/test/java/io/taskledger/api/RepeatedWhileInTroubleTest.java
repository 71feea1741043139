package io.taskledger.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Feeding;
import io.taskledger.support.Json;
import io.taskledger.support.Session;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a command with a key does, and the memory of it, are stored together or not at all, whatever goes wrong. */
@ApplicationTest
class RepeatedWhileInTroubleTest {

    private static final Pattern WOKEN = Pattern.compile("(?m)^event_store_wake_ups_total\\{cause=\"commit\"} ([0-9.]+)$");
    private static final String MILK = Json.object("title", "Buy milk");

    private final Api api;
    private final Api keyed;
    private final Api ann;
    private final Feeding projections;
    private final Session database;
    private final int port;

    RepeatedWhileInTroubleTest(@Autowired Api api, @Autowired ApplicationContext application, @Autowired Environment environment) {
        this.api = api;
        ann = api.asSomeone();
        keyed = ann.with("Idempotency-Key", "k");
        projections = Feeding.of(application);
        port = environment.getRequiredProperty("local.server.port", Integer.class);
        database = Session.on(environment.getRequiredProperty("DATABASE_URL"));
    }

    @AfterEach
    void mend() {
        database.run("rollback"); // of a test that failed
        database.run("drop trigger if exists trouble on idempotency_key");
        database.close();
        projections.start();
    }

    @Test
    void while_the_first_is_still_running_a_repeat_is_a_409() {
        database.hold("domain_event_entry");
        CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> keyed.post("/api/tasks", MILK));
        database.awaitWaiting(1);

        keyed.post("/api/tasks", MILK).expectProblem(409, "idempotency-key-in-use");
        database.letGo();
        Answer done = first.join().expect(201);
        assertThat(keyed.post("/api/tasks", MILK).expect(201).header("Idempotency-Replayed")).hasValue("true");
        assertThat(ann.get("/api/tasks").json().at("/items/0")).isEqualTo(done.json());
    }

    @Test
    void where_the_key_cannot_be_stored_nothing_happens() {
        trouble("raise exception sqlstate '53100'");
        keyed.post("/api/tasks", MILK).expectProblem(503, "unavailable");
        assertThat(events()).isZero();

        database.run("drop trigger trouble on idempotency_key");
        expectFirst(keyed.post("/api/tasks", MILK));
        assertThat(events()).isEqualTo(1);
    }

    @Test
    void where_its_connection_is_cut_before_the_event_is_stored_nothing_happens() {
        isCutWhileWaitingFor("domain_event_entry");
    }

    @Test
    void where_its_connection_is_cut_between_event_and_key_nothing_happens() {
        isCutWhileWaitingFor("idempotency_key");
    }

    private void isCutWhileWaitingFor(String table) {
        database.hold(table);
        CompletableFuture<Answer> cut = CompletableFuture.supplyAsync(() -> keyed.post("/api/tasks", MILK));
        database.awaitWaiting(1);
        database.terminateWaiting();
        cut.join().expectProblem(503, "unavailable");
        database.letGo();

        assertThat(events()).isZero();
        assertThat(remembered()).isZero();
        expectFirst(keyed.post("/api/tasks", MILK));
        assertThat(events()).isEqualTo(1);
    }

    @Test
    void a_client_that_did_not_wait_for_the_answer_gets_it_when_it_asks_again() throws IOException {
        database.hold("domain_event_entry");
        try (var gone = new Socket(InetAddress.getLoopbackAddress(), port)) {
            gone.getOutputStream().write(("POST /api/tasks HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nIdempotency-Key: k\r\n"
                    + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s").formatted(Tokens.of(user()), MILK.length(), MILK).getBytes(US_ASCII));
            database.awaitWaiting(1);
        }
        database.letGo();

        await().until(() -> remembered() == 1);
        assertThat(keyed.post("/api/tasks", MILK).expect(201).header("Idempotency-Replayed")).hasValue("true");
        assertThat(events()).isEqualTo(1);
    }

    @Test
    void what_postgresql_wants_tried_again_is_tried_again_as_a_whole() {
        database.run("create sequence if not exists attempts");
        database.run("alter sequence attempts restart");
        trouble("if nextval('attempts') <= 2 then raise exception sqlstate '40001'; end if");

        expectFirst(keyed.post("/api/tasks", MILK));
        assertThat(events()).isEqualTo(1);
        assertThat(remembered()).isEqualTo(1);
    }

    @Test
    void where_another_command_came_between_it_is_decided_again() {
        String path = ann.create("Buy milk").path();
        database.hold("domain_event_entry");
        CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> keyed.patch(path, Json.object("title", "Buy bread")));
        database.awaitWaiting(1);
        database.run("""
                insert into domain_event_entry (aggregate_identifier, sequence_number, event_identifier, type, time_stamp,
                    payload_type, payload_revision, payload, meta_data)
                select aggregate_identifier, 1, gen_random_uuid(), type, now(), 'TaskCompleted', '1', jsonb_build_object('task_id', aggregate_identifier), meta_data
                from domain_event_entry
                where aggregate_identifier = '%s'
                """.formatted(path.replaceAll(".*/", "")));
        database.letGo();

        Answer done = first.join().expect(200);
        assertThat(done.etag()).isEqualTo("\"2\"");
        assertThat(done.json().get("completed").booleanValue()).isTrue();
        assertThat(keyed.patch(path, Json.object("title", "Buy bread")).expect(200).body()).isEqualTo(done.body());
    }

    /** The commit itself is held up, by a check that PostgreSQL makes at its end. */
    @Test
    void nobody_is_told_of_an_event_before_it_is_committed() {
        database.run("create table if not exists held (a int)");
        troubleFunction("lock table held in row exclusive mode");
        database.run("""
                create constraint trigger trouble after insert on idempotency_key deferrable initially deferred
                for each row execute function trouble()
                """);
        database.hold("held");
        double before = woken();
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> keyed.post("/api/tasks", MILK));
        database.awaitWaiting(1);
        assertThat(woken()).as("at the commit").isEqualTo(before);

        database.letGo();
        answer.join().expect(201);
        await().untilAsserted(() -> assertThat(woken()).isEqualTo(before + 1));
    }

    @Test
    void a_repeat_too_waits_until_it_can_be_read_and_no_longer_than_two_seconds() {
        projections.stop();
        Answer first = keyed.post("/api/tasks", MILK).expect(201);
        assertThat(first.header("Preference-Applied")).hasValue("respond-async");
        Answer second = keyed.post("/api/tasks", MILK).expect(201);
        assertThat(second.header("Idempotency-Replayed")).hasValue("true");
        assertThat(second.header("Preference-Applied")).hasValue("respond-async");
        ann.get(first.path()).expect(404);

        projections.start();
        await().atMost(Duration.ofMinutes(1)).until(() -> keyed.post("/api/tasks", MILK).header("Preference-Applied").isEmpty());
        ann.get(first.path()).expect(200);
    }

    /** Before each key is stored. */
    private void trouble(String what) {
        troubleFunction(what);
        database.run("create trigger trouble before insert on idempotency_key for each row execute function trouble()");
    }

    private void troubleFunction(String what) {
        database.run("create or replace function trouble() returns trigger language plpgsql as $$ begin " + what + "; return new; end $$");
    }

    private static void expectFirst(Answer answer) {
        assertThat(answer.expect(201).header("Idempotency-Replayed")).isEmpty();
    }

    private long events() {
        return database.number("select count(*) from domain_event_entry where payload ->> 'user_id' = '" + user() + "'");
    }

    private long remembered() {
        return database.number("select count(*) from idempotency_key where user_id = '" + user() + "'");
    }

    private String user() {
        return ann.get("/api/me").json().get("id").stringValue();
    }

    private double woken() {
        Matcher found = WOKEN.matcher(api.get("/actuator/prometheus").body());
        assertThat(found.find()).isTrue();
        return Double.parseDouble(found.group(1));
    }
}
