package io.taskledger.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import io.taskledger.support.Tokens;
import io.taskledger.support.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Whatever goes wrong, the log holds no title, description, token or secret: not in a message, not in an argument, not in what an
 * exception says. Each test first makes sure that what it provokes is logged at all.
 */
@ApplicationTest
@TestPropertySource(properties = "spring.application.name=logged") // an application of its own, which has complained of nothing yet
@DirtiesContext // the database is damaged, and events of no task are written
class SecretsInLogsTest {

    private static final String TITLE = "Zwetschgendatschi";
    private static final String DESCRIPTION = "Quittengelee";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final CapturedLog log = CapturedLog.open();
    private final String good = Tokens.of("ann");
    private final String forged = Tokens.signed(JWSAlgorithm.HS256, "another-secret-of-more-than-32-bytes", claims -> claims.subject("forged"));
    private final String admin = Tokens.with(claims -> claims.subject("op").claim("role", "admin"));
    private final Api ann;
    private final Api operator;
    private final int port;
    private final JdbcTemplate database;
    private final TransactionTemplate transaction;
    private final RequestMappingHandlerMapping mappings;

    SecretsInLogsTest(@Autowired Api api, @LocalServerPort int port, @Autowired JdbcTemplate database, @Autowired JdbcTransactionManager transactions,
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
        this.ann = api.withToken(good);
        this.operator = api.withToken(admin);
        this.port = port;
        this.database = database;
        this.transaction = new TransactionTemplate(transactions);
        this.mappings = mappings;
    }

    @AfterEach
    void nothing_of_it_is_in_the_log() {
        log.close();
        List<String> secrets = Stream.of(Stream.of(TITLE, DESCRIPTION, Tokens.SECRET), parts(good), parts(forged), parts(admin)).flatMap(texts -> texts).map(SecretsInLogsTest::folded).toList();
        assertThat(log.lines()).allSatisfy(line -> assertThat(folded(line)).doesNotContain(secrets));
    }

    /** The first part of a token says how it is signed, and is the same in all. */
    private static Stream<String> parts(String token) {
        return Arrays.stream(token.split("\\.")).skip(1);
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    @Test
    void when_all_is_well_or_the_client_is_wrong() {
        everyEndpoint("");
        Stream.of("Bearer " + good, "Bearer " + admin, "Bearer " + forged, "Basic " + forged, forged).forEach(authorization -> everyEndpoint("Authorization: " + authorization + "\r\n"));
    }

    /** Tomcat complains of such things once in a day: so the first complaint is of a token, and whether it would be heard is asked. */
    @Test
    void when_what_is_sent_is_no_http() throws IOException {
        for (String request : List.of(
                "GET /api/tasks HTTP/1.1\r\nHost: a\r\nAuthorization Bearer " + good + "\r\n\r\n",
                "GET /api/tasks?q=" + TITLE + "[ HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /api/" + TITLE + "/%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /api/tasks?q=" + TITLE + "%zz HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + good + "\r\n\r\n",
                "GET /api/tasks HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + good + "\u0001\r\n\r\n",
                "GET /api/tasks HTTP/1.1\r\nHost: a\r\nAuthorization : Bearer " + good + "\r\n\r\n",
                "GET /api/tasks HTTP/1.1\r\nHost: " + TITLE + " " + DESCRIPTION + "\r\n\r\n",
                "GET /api/tasks HTTP/1.1\r\nHost: a\r\nCookie: better-auth.session_token=\"" + good + "\r\n\r\n",
                "GET /api/tasks HTTP/1.1\r\nHost: a\r\nCookie: a=\u0007" + good + "\r\n\r\n",
                TITLE + " \u0001" + good + "\r\n\r\n",
                "POST /api/tasks HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + good + "\r\nContent-Length: " + TITLE + "\r\n\r\n",
                "POST /api/tasks HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + good + "\r\nTransfer-Encoding: chunked\r\n\r\n" + TITLE + "\r\n\r\n")) {
            assertThat(Wire.ask(port, request).status()).as(request).isBetween(400, 499);
        }
        assertThat(List.of("org.apache.coyote.http11.Http11Processor", "org.apache.tomcat.util.http.parser.Cookie"))
                .noneMatch(logger -> LoggerFactory.getLogger(logger).isInfoEnabled());
        try (Wire gone = Wire.to(port)) {
            gone.say("POST /api/tasks HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + good + "\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n{\"title\": \"" + TITLE);
        }
    }

    @Test
    void when_the_database_refuses_an_event() throws IOException {
        transaction.executeWithoutResult(_ -> database.execute(
                "alter table domain_event_entry add constraint refused check (payload ->> 'title' not like '" + TITLE + "%') not valid"));
        Answer task = ann.create("to be renamed");
        asAnn("POST", "/api/tasks").expectProblem(500, "internal-error");
        asAnn("PATCH", task.path()).expectProblem(500, "internal-error");
        asAnn("PUT", task.path()).expectProblem(500, "internal-error");
        expectLogged("A request failed");
    }

    @Test
    void when_the_database_fails_a_query() throws IOException {
        ann.post("/api/tasks", body()).expect(201);
        transaction.executeWithoutResult(_ -> database.execute("alter table tasks_2 rename column title_caseless to lost"));
        try {
            asAnn("GET", "/api/tasks?sort=title&q=" + TITLE).expectProblem(500, "internal-error");
            expectLogged("A request failed");
        } finally {
            transaction.executeWithoutResult(_ -> database.execute("alter table tasks_2 rename column lost to title_caseless"));
        }
    }

    @Test
    void when_the_database_ends_all_connections_in_the_middle() {
        transaction.executeWithoutResult(_ -> database.execute("""
                create or replace function end_connection() returns trigger language plpgsql as $$
                begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
                create trigger ended before insert on domain_event_entry for each row when (new.payload ->> 'title' like '%s%%') execute function end_connection()
                """.formatted("Ended")));
        ann.post("/api/tasks", Json.object("title", "Ended " + TITLE, "description", DESCRIPTION)).expectProblem(503, "unavailable");
        expectLogged("could not be carried out at the moment");
    }

    @Test
    void when_an_event_can_not_be_folded() throws IOException {
        String payload = "\"title\": \"%s\", \"description\": \"%s\", \"user_id\": \"ann\"".formatted(TITLE, DESCRIPTION);
        List<UUID> tasks = List.of(
                poison("TaskCreated", payload.replace("\"" + TITLE + "\"", "[\"" + TITLE + "\"]")),
                poison("TaskCreated", payload.replace(TITLE, TITLE.repeat(20))),
                poison("TaskCreated", payload.replace("\"title\"", "\"" + TITLE + "\"")),
                poison("Task" + DESCRIPTION, payload));
        for (UUID task : tasks) {
            String path = "/api/tasks/" + task;
            asAnn("PATCH", path);
            asAnn("POST", path + "/complete");
            asAnn("GET", path);
            asAnn("GET", path + "/history");
        }
        expectLogged("can't fold event");
        operator.get("/api/admin/projections").expect(200);
        List.of("tasks", "audit").forEach(projection -> {
            String path = "/api/admin/projections/" + projection;
            operator.post(path + "/dead-letters/retry").expect(200);
            for (String job : List.of("rebuild", "verify")) {
                operator.post(path + "/" + job).expect(202);
                await().atMost(PATIENCE).until(() -> !operator.get(path + "/" + job).expect(200).json().get("status").stringValue().equals("running"));
            }
        });
        expectLogged("failed");
    }

    private UUID poison(String type, String payload) {
        UUID task = UUID.randomUUID();
        transaction.executeWithoutResult(_ -> database.update("""
                insert into domain_event_entry (aggregate_identifier, sequence_number, event_identifier, type, time_stamp, payload_type,
                    payload_revision, payload, meta_data)
                values (?, 0, gen_random_uuid(), 'Task', now(), ?, '1', ?::jsonb, '{}')
                """, task.toString(), type, "{\"task_id\": \"" + task + "\", " + payload + "}"));
        return task;
    }

    private void expectLogged(String words) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(log.lines()).anyMatch(line -> line.contains(words)));
    }

    private static String body() {
        return Json.object("title", TITLE, "description", DESCRIPTION);
    }

    /** In all the ways in which one can be called well and badly: whatever is mapped is called. */
    private void everyEndpoint(String authorization) {
        String task = ann.post("/api/tasks", body()).expect(201).id();
        mappings.getHandlerMethods().keySet().forEach(endpoint -> endpoint.getPatternValues().forEach(pattern -> endpoint.getMethodsCondition().getMethods().forEach(verb ->
                (authorization.contains(good) ? Stream.of(task, UUID.randomUUID().toString(), TITLE) : Stream.of(task))
                        .map(id -> pattern.replace("{id}", id).replace("{name}", TITLE))
                        .forEach(path -> callBadly(authorization, verb.name(), path)))));
    }

    private void callBadly(String authorization, String verb, String path) {
        Stream.of("completed", "q", "sort", "limit", "cursor", "task_id", "type", "from", "to", "other")
                .forEach(parameter -> expectNoFailure(authorization, "", verb, path + "?" + parameter + "=" + TITLE, ""));
        Stream.of("If-Match", "If-None-Match", "Prefer", "Accept", "Content-Type", "Idempotency-Key", "Range", "If-Modified-Since", "Last-Event-ID", "Accept-Language")
                .forEach(header -> expectNoFailure(authorization, header + ": " + TITLE + "\r\n", verb, path, body()));
        if (!verb.equals("GET")) {
            Stream.of(body(), "{\"title\": \"" + TITLE, TITLE, "\"" + TITLE + "\"", "[\"" + TITLE + "\"]", "{\"" + TITLE + "\": 1}",
                            "{\"title\": [\"" + TITLE + "\"]}", "{\"title\": {\"" + TITLE + "\": 1}}", "{\"title\": " + TITLE + "}",
                            "{\"title\": \"" + TITLE + "\", \"title\": \"" + DESCRIPTION + "\"}", "{\"title\": \"" + TITLE + "\\u0000\"}", "{\"title\": \"" + TITLE + "\\ud800\"}",
                            "{\"title\": \"" + TITLE + "\", \"completed\": \"" + DESCRIPTION + "\"}", "{\"title\": \"" + TITLE + "\", \"id\": \"" + DESCRIPTION + "\"}",
                            Json.object("title", TITLE.repeat(20), "description", DESCRIPTION.repeat(100)), body() + TITLE, body() + " ".repeat(70_000))
                    .forEach(json -> expectNoFailure(authorization, "", verb, path, json));
        }
    }

    private void expectNoFailure(String authorization, String header, String verb, String path, String json) {
        try {
            assertThat(send(authorization, header, verb, path, json).status()).as("%s %s %s%s", verb, path, header, json).isLessThan(500);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not by {@link Api}, which is held to a contract that knows no failures of ours. */
    private Wire.Reply send(String authorization, String header, String verb, String path, String json) throws IOException {
        String type = header.startsWith("Content-Type") ? "" : "Content-Type: application/json\r\n";
        return Wire.ask(port, verb + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + authorization + header + type
                + "Content-Length: " + json.getBytes(UTF_8).length + "\r\n\r\n" + json);
    }

    private Wire.Reply asAnn(String verb, String path) throws IOException {
        return send("Authorization: Bearer " + good + "\r\n", "", verb, path, verb.equals("GET") ? "" : body());
    }
}
