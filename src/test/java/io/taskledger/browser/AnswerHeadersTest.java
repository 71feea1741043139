package io.taskledger.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Wire;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

@ApplicationTest
class AnswerHeadersTest {

    private final Api api;
    private final Api ann;
    private final int port;

    AnswerHeadersTest(@Autowired Api api, @LocalServerPort int port) {
        this.api = api;
        this.ann = api.asSomeone();
        this.port = port;
    }

    @TestFactory
    Stream<DynamicTest> every_answer_says_how_little_a_browser_may_make_of_it() {
        return Map.ofEntries(
                        Map.entry("a task", ann.get(ann.create("a").path()).expect(200)),
                        Map.entry("a list", ann.get("/api/tasks").expect(200)),
                        Map.entry("what was deleted", ann.delete(ann.create("a").path()).expect(204)),
                        Map.entry("no token", api.get("/api/tasks").expect(401)),
                        Map.entry("not allowed", ann.get("/api/admin/projections").expect(403)),
                        Map.entry("nothing", ann.get("/api/nowhere").expect(404)),
                        Map.entry("an odd path", ann.get("/api//tasks").expect(400)),
                        Map.entry("too large", ann.post("/api/tasks", "x".repeat(70_000)).expect(413)),
                        Map.entry("health", api.get("/actuator/health/liveness").expect(200)),
                        Map.entry("the OpenAPI document", api.get("/v3/api-docs").expect(200)),
                        Map.entry("the page", api.get("/").expect(200)),
                        Map.entry("a script of the page", api.get("/page/main.js").expect(200)),
                        Map.entry("the same by its version", api.get("/page/v-1/main.js").expect(200)),
                        Map.entry("the way to Swagger UI", api.get("/swagger-ui.html").expect(302)),
                        Map.entry("Swagger UI", api.get("/swagger-ui/index.html").expect(200)))
                .entrySet().stream()
                .map(answer -> DynamicTest.dynamicTest(answer.getKey(), () -> {
                    expectHeader(answer.getValue(), "X-Content-Type-Options", "nosniff");
                    expectHeader(answer.getValue(), "X-Frame-Options", "DENY");
                    expectHeader(answer.getValue(), "Referrer-Policy", "no-referrer");
                    assertThat(answer.getValue().header("Content-Security-Policy").orElse("")).contains("frame-ancestors 'none'");
                    assertThat(answer.getValue().header("Cache-Control")).isPresent();
                    assertThat(answer.getValue().header("X-Request-Id")).isPresent();
                    assertThat(answer.getValue().header("Vary").orElse("")).startsWithIgnoringCase("Authorization");
                    assertThat(answer.getValue().header("Strict-Transport-Security")).as("is for who speaks HTTPS").isEmpty();
                }));
    }

    /** Whose length is known is written at once, and not in chunks. */
    @Test
    void every_answer_of_json_says_how_long_it_is() {
        Answer task = ann.create("a");
        List.of(task, ann.get(task.path()), ann.patch(task.path(), "{\"title\": \"été\"}"), ann.post(task.path() + "/complete", ""), ann.get("/api/tasks"),
                        ann.get("/api/tasks/summary"), ann.get(task.path() + "/history"), ann.get("/api/audit"), ann.get("/api/changes"), ann.get("/api/me"),
                        ann.get("/api/nowhere"), api.get("/api/me"), ann.post("/api/tasks", "{}"), api.get("/v3/api-docs"))
                .forEach(answer -> {
                    assertThat(answer.header("Transfer-Encoding")).isEmpty();
                    expectHeader(answer, "Content-Length", String.valueOf(answer.body().getBytes(UTF_8).length));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"BLAH\r\n\r\n", "GET /[ HTTP/1.1\r\nHost: a\r\n\r\n", "GET /api/%zz HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\n\r\n"})
    void so_does_what_tomcat_refuses(String request) throws IOException {
        Wire.Reply refused = Wire.ask(port, request).expectProblem(400, "malformed");
        assertThat(refused.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(refused.header("Content-Security-Policy")).hasValue("default-src 'none'; frame-ancestors 'none'");
        assertThat(refused.header("Cache-Control")).hasValue("no-store");
    }

    @Test
    void data_is_nothing_to_load_or_run() {
        expectHeader(ann.get("/api/tasks"), "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }

    @Test
    void a_task_may_be_kept_by_its_browser_which_asks_whether_it_is_still_right() {
        Answer task = ann.get(ann.create("a").path()).expect(200);
        expectHeader(task, "Cache-Control", "private, no-cache");
        Answer still = ann.with("If-None-Match", String.valueOf(task.etag())).get(task.path()).expect(304);
        expectHeader(still, "Cache-Control", "private, no-cache");
        expectHeader(still, "Vary", "Authorization");
        assertThat(still.etag()).isEqualTo(task.etag());
        assertThat(still.body()).isEmpty();
    }

    @Test
    void nothing_else_of_a_users_is_kept() {
        Answer task = ann.create("a");
        List.of(task, ann.get("/api/tasks"), ann.get("/api/tasks/summary"), ann.get(task.path() + "/history"), ann.get("/api/audit"), ann.get("/api/me"),
                        ann.patch(task.path(), "{\"title\": \"b\"}"), ann.delete(task.path()), ann.get(task.path()), api.asSomeone().get(task.path()),
                        api.get(task.path()), ann.get("/api/tasks/nonsense"))
                .forEach(answer -> expectHeader(answer, "Cache-Control", "no-store"));
    }

    @Test
    void what_is_open_to_all_may_be_kept_and_is_asked_for_again() {
        for (String form : List.of("/v3/api-docs", "/v3/api-docs.yaml")) {
            Answer document = api.get(form).expect(200);
            expectHeader(document, "Cache-Control", "no-cache");
            expectHeader(api.with("If-None-Match", document.header("ETag").orElseThrow()).get(form).expect(304), "Cache-Control", "no-cache");
        }
        Answer script = api.get("/swagger-ui/swagger-ui-bundle.js").expect(200);
        expectHeader(script, "Cache-Control", "no-cache");
        api.with("If-Modified-Since", script.header("Last-Modified").orElseThrow()).get("/swagger-ui/swagger-ui-bundle.js").expect(304);
    }

    /** Files of two builds may have the same date. */
    @ParameterizedTest
    @ValueSource(strings = {"swagger-initializer.js", "swagger-ui-bundle.js", "index.html"})
    void a_file_of_swagger_ui_is_known_by_its_tag_whatever_its_date(String file) {
        Answer kept = api.get("/swagger-ui/" + file).expect(200);
        String date = kept.header("Last-Modified").orElseThrow();
        api.with("If-None-Match", kept.header("ETag").orElseThrow()).with("If-Modified-Since", date).get("/swagger-ui/" + file).expect(304);
        api.with("If-None-Match", "W/\"another\"").with("If-Modified-Since", date).get("/swagger-ui/" + file).expect(200);
    }

    /** What its policy allows: files of this service. */
    @Test
    void swagger_ui_needs_nothing_that_its_policy_forbids() {
        String page = api.get("/swagger-ui/index.html").expect(200).body();
        assertThat(page.lines().filter(line -> line.contains("<script"))).isNotEmpty().allMatch(line -> line.matches(".*<script src=\"\\./[a-z-]+\\.js\"[^>]*> </script>"));
        assertThat(page).doesNotContain("http://", "https://", "onload", "javascript:");
        assertThat(api.get("/swagger-ui/swagger-initializer.js").expect(200).body()).contains("/v3/api-docs").doesNotContain("eval(", "http://", "https://");
        assertThat(api.get("/swagger-ui/index.html").header("Content-Security-Policy").orElse("")).startsWith("default-src 'self';");
    }

    private static void expectHeader(Answer answer, String name, String value) {
        assertThat(answer.header(name)).as("%s of %s", name, answer.body()).hasValue(value);
    }
}
