package io.taskledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.api.Mappings.Mapping;
import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import io.taskledger.support.Tokens;
import io.taskledger.support.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A parameter that a request does not know is no way to filter, and is no secret. */
@ApplicationTest
class UnknownParametersTest {

    private final Api ann;
    private final Api operator;
    private final ApplicationContext application;
    private final String user = "ann-" + UUID.randomUUID();
    private final int port;

    UnknownParametersTest(@Autowired Api api, @Autowired ApplicationContext application, @LocalServerPort int port) {
        ann = api.as(user);
        this.port = port;
        operator = api.withToken(Tokens.with(claims -> claims.subject("op").claim("role", "admin")));
        this.application = application;
    }

    @Test
    void every_endpoint_under_api_refuses_one_and_does_nothing() {
        Answer task = ann.create("a");
        List<Mapping> endpoints = Mappings.of(application).stream().filter(mapping -> mapping.pattern().startsWith("/api/")).toList();
        assertThat(endpoints).hasSizeGreaterThan(18);
        for (Mapping endpoint : endpoints) {
            String path = endpoint.pattern().replace("{id}", task.id()).replace("{name}", "tasks");
            Api caller = path.startsWith("/api/admin/") ? operator : ann;
            for (String verb : endpoint.verbs()) {
                String body = Set.of("POST", "PUT", "PATCH").contains(verb) ? Json.object("title", "b") : null;
                caller.send(verb, path + "?nonsense=1", body).expectViolation(422, "nonsense");
            }
        }
        assertThat(ann.get(task.path()).json()).isEqualTo(task.json());
        assertThat(ann.get("/api/tasks/summary").json().get("total").intValue()).isOne();
    }

    /** The query percent-encode set of the URL standard leaves them as they are. */
    @Test
    void characters_that_browsers_do_not_encode_are_read() throws IOException {
        ann.create("[a]{b|c}^`\\");
        String head = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer " + Tokens.of(user) + "\r\n\r\n";
        assertThat(Wire.ask(port, "GET /api/tasks?q=[a]{b|c}^`\\" + head).body()).contains("\"title\":\"[a]");
        assertThat(Wire.ask(port, "GET /api/tasks?limit[]=1" + head).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/tasks?Completed=true, Completed, completed", "/api/tasks?LIMIT=1&limit=1, LIMIT, limit", "/api/audit?taskId=x, taskId, task_id",
        "/api/audit?task-id=x, task-id, task_id", "/api/changes/stream?last_event_id=x, last_event_id, lastEventId", "/api/changes?Since=now, Since, since"
    })
    void one_that_is_nearly_right_is_told_what_is_right(String address, String unknown, String known) {
        assertThat(ann.get(address).expectViolation(422, unknown).body()).contains("did you mean " + known + "?");
    }

    @Test
    void all_are_named_at_once_and_never_at_length() {
        assertThat(ann.get("/api/tasks?a=1&b=2&a=3").expectProblem(422, "invalid").json().get("errors").findValuesAsString("field")).containsExactly("a", "b");
        assertThat(ann.get("/api/me?" + "x".repeat(2_000)).expectProblem(422, "invalid").body().length()).isLessThan(1_000);
        assertThat(ann.get("/api/me?" + "a=1&b=1&c=1&d=1&e=1&f=1&g=1&h=1&i=1&j=1&k=1&l=1&m=1&n=1&o=1&p=1&q=1&r=1&s=1&t=1&u=1&v=1")
                .expectProblem(422, "invalid").json().get("errors")).hasSize(20);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "GET | /api/tasks?x=1&limit=x | limit", "GET | /api/tasks?x=1&completed=1 | completed", "GET | /api/audit?x=1&from=y | from",
        "GET | /api/tasks/1-1?x=1 | id", "POST | /api/tasks/1-1/complete?x=1 | id", "GET | /api/tasks?x=1&q=a&q=b | q", "GET | /api/changes/stream?x=1&since=a&since=b | since"
    })
    void what_can_not_be_read_answers_first(String verb, String address, String field) {
        ann.send(verb, address, null).expectViolation(400, field);
    }

    @Test
    void so_does_whatever_comes_before_values() {
        String path = ann.create("a").path();
        ann.post("/api/tasks?x=1", "{").expectProblem(400, "malformed");
        ann.with("Content-Type", "text/plain").post("/api/tasks?x=1", "{}").expectProblem(415, "unsupported-media-type");
        ann.post("/api/tasks?x=1", "x".repeat(70_000)).expectProblem(413, "content-too-large");
        ann.post("/api/me?x=1").expectProblem(405, "method-not-allowed");
        ann.get("/api/nowhere?x=1").expectProblem(404, "no-such-resource");
        ann.get("/api/admin/projections?x=1").expectProblem(403, "not-allowed");
        ann.with("Idempotency-Key", "").post(path + "/complete?x=1").expectViolation(400, "Idempotency-Key");
        ann.with("If-Match", "x").post(path + "/complete?x=1").expectViolation(400, "If-Match");
        ann.with("If-None-Match", "x").get(path + "?x=1").expectViolation(400, "If-None-Match");
        ann.get("/api/tasks/" + UUID.randomUUID() + "?x=1").expectViolation(422, "x");
    }
}
