package io.taskledger.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import io.taskledger.support.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import java.io.IOException;
import java.util.List;

/** As browsers ask, and as they need to be answered (the Fetch standard, section 3.2). */
@ApplicationTest
@TestPropertySource(properties = "CORS_ALLOWED_ORIGINS=https://app.example.com,http://localhost:3000")
class CrossOriginTest {

    private static final String APP = "https://app.example.com";

    private final Api api;
    private final Api ann;
    private final int port;

    CrossOriginTest(@Autowired Api api, @LocalServerPort int port) {
        this.api = api;
        this.ann = api.asSomeone();
        this.port = port;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/tasks", "/api/tasks/019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d", "/api/me", "/api/admin/projections/tasks/rebuild", "/v3/api-docs"})
    void a_page_of_an_allowed_origin_is_told_what_it_may_send_without_a_token(String path) {
        Answer preflight = preflight(APP, "PATCH").send("OPTIONS", path, null).expect(204);
        expectAllowed(preflight, APP);
        assertThat(header(preflight, "Access-Control-Allow-Methods")).containsExactlyInAnyOrder("GET", "POST", "PATCH", "PUT", "DELETE");
        assertThat(header(preflight, "Access-Control-Allow-Headers")).containsExactlyInAnyOrder(
                "Authorization", "Content-Type", "If-Match", "If-None-Match", "Idempotency-Key", "Prefer", "X-Request-Id", "Last-Event-ID",
                "Cache-Control", "X-Requested-With", "traceparent", "tracestate", "baggage", "sentry-trace");
        assertThat(preflight.header("Access-Control-Max-Age")).hasValue("7200");
        assertThat(preflight.body()).isEmpty();
    }

    @Test
    void it_may_read_the_answer_and_the_headers_that_matter() {
        Answer created = ann.with("Origin", "http://localhost:3000").create("from a page");
        expectAllowed(created, "http://localhost:3000");
        assertThat(header(created, "Access-Control-Expose-Headers")).containsExactlyInAnyOrder("ETag", "Location", "Preference-Applied",
                "Idempotency-Replayed", "X-Request-Id", "Retry-After", "WWW-Authenticate", "Allow", "Accept-Encoding");
    }

    @Test
    void it_may_read_errors_too() throws IOException {
        Api page = ann.with("Origin", APP);
        expectAllowed(api.with("Origin", APP).get("/api/tasks").expectProblem(401, "unauthenticated"), APP);
        expectAllowed(api.with("Origin", APP).withToken("nonsense").get("/api/tasks").expectProblem(401, "unauthenticated"), APP);
        expectAllowed(page.get("/api/admin/projections").expectProblem(403, "not-allowed"), APP);
        expectAllowed(page.get("/api/nowhere").expectProblem(404, "no-such-resource"), APP);
        expectAllowed(page.put("/api/tasks", "{}").expectProblem(405, "method-not-allowed"), APP);
        expectAllowed(page.post("/api/tasks", "x".repeat(70_000)).expectProblem(413, "content-too-large"), APP);
        expectAllowed(page.post("/api/tasks", "{").expectProblem(400, "malformed"), APP);
        expectAllowed(page.get("/api//tasks").expectProblem(400, "malformed"), APP);
        assertThat(Wire.ask(port, "GET /api/%zz HTTP/1.1\r\nHost: a\r\nOrigin: " + APP + "\r\n\r\n").expectProblem(400, "malformed").header("Access-Control-Allow-Origin"))
                .as("what Tomcat refuses").hasValue(APP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "https://app.example.com.evil.example", "https://APP.example.com", "http://app.example.com"})
    void any_other_origin_is_told_nothing(String origin) {
        List<Answer> answers = List.of(
                preflight(origin, "POST").send("OPTIONS", "/api/tasks", null).expectProblem(403, "not-allowed"),
                api.with("Origin", origin).get("/api/tasks").expectProblem(401, "unauthenticated"),
                ann.with("Origin", origin).post("/api/tasks", Json.object("title", "not from a browser")).expect(201));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
            assertThat(answer.header("Access-Control-Allow-Methods")).isEmpty();
            assertThat(header(answer, "Vary")).as("for caches between").contains("Origin");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/tasks", "/api/admin/projections", "/api/nowhere", "/v3/api-docs", "/"})
    void a_preflight_of_another_origin_is_told_what_to_set(String path) {
        Answer refused = preflight("https://evil.example", "POST").send("OPTIONS", path, null).expectProblem(403, "not-allowed");
        assertThat(refused.json().get("detail").stringValue()).contains("https://evil.example").contains("CORS_ALLOWED_ORIGINS");
        assertThat(refused.header("WWW-Authenticate")).isEmpty();
        preflight("https://evil.example", "POST").withToken("nonsense").send("OPTIONS", path, null).expectProblem(403, "not-allowed");
    }

    @Test
    void an_origin_is_not_repeated_at_length_or_with_odd_letters() throws IOException {
        String preflight = "OPTIONS /api/tasks HTTP/1.1\r\nHost: a\r\nAccess-Control-Request-Method: GET\r\nOrigin: ";
        String body = Wire.ask(port, preflight + "https://x\u00e9\u202e\t" + "y".repeat(5_000) + "\r\n\r\n").expectProblem(403, "not-allowed").body();
        assertThat(body.length()).isLessThan(1_000);
        assertThat(body).matches("[ -~]*");
    }

    @Test
    void nor_is_whoever_names_none() {
        assertThat(ann.get("/api/tasks").header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void options_that_are_no_preflight_are_a_request_like_any() {
        api.with("Origin", APP).send("OPTIONS", "/api/tasks", null).expectProblem(401, "unauthenticated");
    }

    private Api preflight(String origin, String method) {
        return api.with("Origin", origin).with("Access-Control-Request-Method", method)
                .with("Access-Control-Request-Headers", "authorization,content-type,if-match");
    }

    private static void expectAllowed(Answer answer, String origin) {
        assertThat(answer.header("Access-Control-Allow-Origin")).hasValue(origin);
        assertThat(answer.header("Access-Control-Allow-Credentials")).as("no cookies here").isEmpty();
        assertThat(header(answer, "Vary")).contains("Origin");
    }

    private static List<String> header(Answer answer, String name) {
        return List.of(answer.header(name).orElse("").split(", "));
    }
}
