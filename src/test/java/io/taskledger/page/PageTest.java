package io.taskledger.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

@ApplicationTest
class PageTest {

    private static final int MOST_BYTES_OF_SCRIPT = 60 * 1024;

    private static final Pattern IMPORT = Pattern.compile("(?:^|[;}\\s])(?:import|export)\\s?(?:[\\w*{][^\"';]*?from\\s?)?[\"']([^\"']+)[\"']", Pattern.MULTILINE);
    private static final Pattern IMPORT_LATER = Pattern.compile("import\\([\"']([^\"']+)[\"']\\)");

    private final Api api;

    PageTest(@Autowired Api api) {
        this.api = api;
    }

    @Test
    void the_page_is_at_the_root() {
        Answer page = api.get("/").expect(200);
        assertThat(page.header("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.body()).startsWith("<!doctype html>");
        assertThat(api.get("/page/index.html").expect(200).body()).isEqualTo(page.body());
    }

    @Test
    void what_is_not_there_or_not_to_be_done_is_a_problem_as_everywhere() {
        api.post("/").expectProblem(405, "method-not-allowed");
        api.post("/page/main.js").expectProblem(405, "method-not-allowed");
        api.get("/page/nothing.js").expectProblem(404, "no-such-resource");
        api.get("/lib/").expectProblem(404, "no-such-resource");
    }

    @Test
    void it_loads_nothing_from_elsewhere_and_runs_no_script_in_the_document_but_the_import_map() {
        Answer page = api.get("/").expect(200);
        assertThat(page.header("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'; script-src 'self' 'sha256-" + sha256(textOf(page, "<script type=\"importmap\">(.*?)</script>")) + "';")
                .contains("style-src 'self';", "connect-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http:", "https:", "*");
        assertThat(page.body()).doesNotContain("http:", "https:", "style=", "<style").doesNotContainPattern("\\son\\w+=");
        assertThat(attributes(page, "<script[^>]*>")).allMatch(script -> script.contains("src=\"/page/v-") || script.equals("<script type=\"importmap\">"));
    }

    @Test
    void whatever_it_imports_is_asked_for_with_the_document() {
        assertThat(preloaded()).isEqualTo(imported(main()));
    }

    @Test
    void the_scripts_that_show_tasks_are_small() {
        int bytes = Stream.concat(imported(main()).stream(), scripts()).mapToInt(path -> compressed(api.get(path).expect(200).body())).sum();
        assertThat(bytes).isLessThan(MOST_BYTES_OF_SCRIPT);
    }

    @Test
    void what_is_loaded_later_is_there() {
        List<String> later = imported(main()).stream()
                .flatMap(module -> attributes(api.get(module).expect(200), IMPORT_LATER.pattern()).map(name -> URI.create(module).resolve(name).toString()))
                .toList();
        assertThat(later).hasSizeGreaterThan(1).allSatisfy(module -> assertThat(imported(module)).contains(URI.create(main()).resolve("html.js").toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/page/main.js", "/page/styles/base.css", "/page/icon.svg", "/lib/preact-11.2.0/preact.mjs"})
    void what_a_browser_keeps_it_asks_for_again_by_what_is_in_it(String path) {
        Answer file = api.get(path).expect(200);
        assertThat(file.header("Cache-Control")).hasValue("no-cache");
        assertThat(file.header("Last-Modified")).as("is the same for all files of a package").isEmpty();
        api.with("If-None-Match", file.header("ETag").orElseThrow()).get(path).expect(304);
        api.with("If-None-Match", "W/\"another\"").get(path).expect(200);
    }

    @Test
    void static_text_is_compressed_and_no_answer_that_holds_secrets_is() {
        Api taking = api.with("Accept-Encoding", "gzip");
        for (String path : List.of("/", "/page/app.js", "/page/styles/base.css", "/lib/preact-11.2.0/preact.mjs")) {
            assertThat(taking.get(path).expect(200).header("Content-Encoding")).as(path).hasValue("gzip");
        }
        Api ann = taking.asSomeone();
        for (int i = 0; i < 10; i++) {
            ann.post("/api/tasks", Json.object("title", "x".repeat(200))).expect(201);
        }
        Answer list = ann.get("/api/tasks").expect(200);
        assertThat(list.body().length()).isGreaterThan(2048);
        assertThat(list.header("Content-Encoding")).isEmpty();
    }

    @Test
    void it_learns_how_one_signs_in_here() {
        assertThat(api.get("/page/settings").expect(200).json()).isEqualTo(Json.read("{\"development\": false}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/page/%s/main.js", "/page/%s/styles/base.css", "/page/%s/icon.svg", "/lib/%s/preact-11.2.0/preact.mjs"})
    void what_the_document_names_is_kept_for_good(String pattern) {
        String path = pattern.formatted(version());
        Answer file = api.get(path).expect(200);
        Answer plain = api.get(pattern.formatted("").replace("//", "/")).expect(200);
        assertThat(file.header("Cache-Control")).hasValue("public, max-age=31536000, immutable");
        assertThat(file.header("Vary").orElse("")).isEqualToIgnoringCase("Authorization,Accept-Encoding");
        assertThat(file.header("Content-Encoding")).isEmpty();
        assertThat(file.body()).isEqualTo(plain.body());
        assertThat(file.header("Content-Type")).isEqualTo(plain.header("Content-Type"));

        assertThat(api.with("Accept-Encoding", "br, gzip").get(path).expect(200).header("Content-Encoding")).hasValue("gzip");
        assertThat(api.with("Accept-Encoding", "gzip;q=0").get(path).expect(200).header("Content-Encoding")).isEmpty();
        Answer head = api.send("HEAD", path, null).expect(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Length")).isEqualTo(file.header("Content-Length"));
        api.post(path).expectProblem(405, "method-not-allowed");
    }

    @Test
    void of_another_version_there_is_what_is_here_and_it_is_not_kept() {
        assertThat(api.get("/page/v-another/main.js").expect(200).header("Cache-Control")).hasValue("no-cache");
        Answer missing = api.get("/page/" + version() + "/nothing.js");
        missing.expectProblem(404, "no-such-resource");
        assertThat(missing.header("Cache-Control")).hasValue("no-store");
    }

    private String version() {
        return main().split("/")[2];
    }

    private String main() {
        return textOf(api.get("/").expect(200), "<script type=\"module\" src=\"([^\"]*)\">");
    }

    /** Those that the document itself runs. */
    private Stream<String> scripts() {
        return attributes(api.get("/").expect(200), "<script[^>]* src=\"([^\"]*)\">");
    }

    private Set<String> preloaded() {
        return attributes(api.get("/").expect(200), "<link rel=\"modulepreload\" href=\"([^\"]*)\">").collect(Collectors.toSet());
    }

    /** What a module imports, and what that does. */
    private Set<String> imported(String first) {
        JsonNode map = Json.read(textOf(api.get("/").expect(200), "<script type=\"importmap\">(.*?)</script>")).get("imports");
        Set<String> found = new HashSet<>();
        Deque<String> unread = new ArrayDeque<>(List.of(first));
        while (!unread.isEmpty()) {
            String module = unread.pop();
            attributes(api.get(module).expect(200), IMPORT.pattern())
                    .map(name -> map.has(name) ? map.get(name).stringValue() : URI.create(module).resolve(name).toString())
                    .filter(found::add)
                    .forEach(unread::push);
        }
        return found;
    }

    private static String textOf(Answer page, String pattern) {
        return attributes(page, pattern).findFirst().orElseThrow();
    }

    /** The first group of each match, or the whole of it where there is none. */
    private static Stream<String> attributes(Answer text, String pattern) {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL | Pattern.MULTILINE).matcher(text.body());
        return matcher.results().map(match -> match.group(Math.min(1, match.groupCount())));
    }

    private static int compressed(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.size();
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
