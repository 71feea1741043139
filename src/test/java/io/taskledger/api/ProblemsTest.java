package io.taskledger.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.zip.GZIPOutputStream;

@ApplicationTest
class ProblemsTest {

    private static final int LARGEST_BODY = 64 * 1024;

    private final Api ann;
    private final Api operator;
    private final int port;

    ProblemsTest(@Autowired Api api, @LocalServerPort int port) {
        this.ann = api.asSomeone();
        this.operator = api.withToken(Tokens.with(claims -> claims.subject("op").claim("role", "admin")));
        this.port = port;
    }

    @Test
    void an_address_with_nothing_is_a_404() {
        ann.get("/api/nowhere").expectProblem(404, "no-such-resource");
        ann.get("/nowhere").expectProblem(404, "no-such-resource");
        ann.post("/api/tasks/" + ann.create("a").id() + "/archive").expectProblem(404, "no-such-resource");
    }

    @ParameterizedTest
    @CsvSource({"PUT, /api/tasks", "DELETE, /api/tasks", "FOO, /api/tasks", "POST, /api/me", "GET, /api/tasks/019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d/complete"})
    void a_method_that_is_not_taken_is_a_405_that_names_those_that_are(String method, String path) {
        Answer refused = ann.send(method, path, method.equals("GET") ? null : "x".repeat(70_000)).expectProblem(405, "method-not-allowed");
        assertThat(refused.header("Allow").orElse("")).isNotEmpty();
    }

    @Test
    void an_answer_that_is_not_wanted_is_a_406_and_nothing_is_done() {
        ann.with("Accept", "text/html").post("/api/tasks", Json.object("title", "a")).expectProblem(406, "not-acceptable");
        assertThat(ann.get("/api/tasks").json().get("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/merge-patch+json", "application/x-www-form-urlencoded", "nonsense"})
    void a_body_of_another_type_is_a_415(String type) {
        ann.with("Content-Type", type).post("/api/tasks", Json.object("title", "a")).expectProblem(415, "unsupported-media-type");
    }

    @Test
    void a_body_may_have_64_kib_and_no_more() {
        String json = Json.object("title", "a");
        ann.post("/api/tasks", json + " ".repeat(LARGEST_BODY - json.length())).expect(201);
        ann.post("/api/tasks", json + " ".repeat(LARGEST_BODY - json.length() + 1)).expectProblem(413, "content-too-large");
        ann.with("Content-Type", "text/plain").post("/api/tasks", "x".repeat(70_000)).expectProblem(413, "content-too-large");
        ann.post("/api/tasks/" + ann.create("a").id() + "/complete", " ".repeat(70_000)).expectProblem(413, "content-too-large");
        ann.post("/api/tasks/nonsense/complete", " ".repeat(70_000)).expectProblem(413, "content-too-large");
    }

    @Test
    void a_chunked_body_is_counted_too() throws IOException {
        String token = Tokens.of("ann");
        assertThat(raw(chunked(token, "application/json", LARGEST_BODY)).status()).isEqualTo(201);
        assertThat(raw(chunked(token, "application/json", LARGEST_BODY + 1)).status()).isEqualTo(413);
        assertThat(raw(chunked(token, "text/plain", LARGEST_BODY + 1)).status()).isEqualTo(413);
        assertThat(raw(chunked("nonsense", "text/plain", LARGEST_BODY + 1)).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json;charset=iso-8859-1", "application/json;charset=utf-16", "application/json;x=y", "application/*", "*/*;q=0.1"})
    void what_is_accepted_decides_whether_and_not_how(String accept) {
        Answer created = ann.with("Accept", accept).post("/api/tasks", Json.object("title", "a")).expect(201);
        assertThat(created.header("Content-Type")).hasValue("application/json");
        ann.with("Accept", accept).get("/api/tasks").expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json;q=0", "*/*;q=0", "text/html, application/json;q=0"})
    void what_is_ruled_out_is_a_406(String accept) {
        ann.with("Accept", accept).post("/api/tasks", Json.object("title", "a")).expectProblem(406, "not-acceptable");
        assertThat(ann.get("/api/tasks").json().get("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "application/json;q=2", "/"})
    void an_accept_header_that_is_none_is_a_406_where_there_is_something_to_be_had(String accept) {
        String path = ann.create("a").path();
        ann.with("Accept", accept).get(path).expectProblem(406, "not-acceptable");
        ann.with("Accept", accept).delete(path).expect(204);
        operator.with("Accept", accept).delete("/api/admin/projections/audit/verify").expectProblem(404, "no-such-resource");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/mixed;boundary=x", "application/x-www-form-urlencoded"})
    void a_form_is_nothing_to_us(String type) {
        String path = ann.create("a").path();
        Api form = ann.with("Content-Type", type);
        form.post("/api/tasks", "a=%zz").expectProblem(415, "unsupported-media-type");
        form.put(path, "a=%zz").expectProblem(415, "unsupported-media-type");
        form.patch(path, "a=%zz").expectProblem(415, "unsupported-media-type");
        form.send("GET", path, "a=%zz").expect(200);
        form.send("POST", path + "/complete", "a=%zz").expect(200);
        form.send("DELETE", path, "a=%zz").expect(204);
        form.send("PUT", "/api/nothing", "x".repeat(70_000)).expectProblem(404, "no-such-resource");
    }

    @ParameterizedTest
    @CsvSource({"Content-Type, nonsense", "Content-Type, application/", "Content-Type, application/json;charset=none-such", "Content-Type, application/json;charset=utf-16",
        "Content-Encoding, gzip"})
    void a_body_that_nobody_reads_may_say_of_itself_what_it_likes(String header, String value) {
        Api odd = ann.with("Content-Type", "application/json").with(header, value);
        String path = ann.create("a").path();
        odd.send("POST", path + "/complete", "x").expect(200);
        odd.send("DELETE", path, "x").expect(204);
    }

    @Test
    void a_form_without_a_token_is_not_even_read() throws IOException {
        for (String method : List.of("PUT", "PATCH", "DELETE", "POST")) {
            String head = method + " /api/x HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 62914560\r\n\r\na=%zz";
            assertThat(raw(head.getBytes(UTF_8)).status()).as("answered without the 60 MB having come").isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Foo", "User-Agent", "Prefer", "X-Request-Id"})
    void odd_letters_in_a_header_change_nothing(String header) throws IOException {
        String request = "POST /api/tasks HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Tokens.of("odd") + "\r\nContent-Type: application/json\r\n"
                + header + ": \u00c5 \ud83e\udd5b\r\nContent-Length: 13\r\n\r\n{\"title\":\"a\"}";
        assertThat(raw(request.getBytes(UTF_8)).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00=1", "%0a=x", "a%01=x", "%C2%85=1"})
    void odd_letters_in_a_parameters_name_are_an_unknown_parameter(String query) {
        ann.get("/api/tasks?" + query).expectProblem(422, "invalid");
    }

    @Test
    void a_body_is_utf8_and_as_it_is() throws IOException {
        byte[] utf16 = "{\"title\":\"a\"}".getBytes(UTF_16LE);
        assertThat(raw(post("application/json", "", utf16)).status()).isEqualTo(400);
        assertThat(raw(post("application/json", "", "{\"title\":\"\u00c0\u00af\"}".getBytes(ISO_8859_1))).status()).isEqualTo(400);
        assertThat(raw(post("application/json;charset=iso-8859-1", "", "{\"title\":\"a\"}".getBytes(UTF_8))).status()).isEqualTo(415);
        assertThat(raw(post("application/json", "Content-Encoding: gzip\r\n", "{\"title\":\"a\"}".getBytes(UTF_8))).status()).isEqualTo(415);
        assertThat(raw(post("application/json;charset=UTF-8", "Content-Encoding: identity\r\n", "{\"title\":\"a\"}".getBytes(UTF_8))).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Encoding: gzip", "Content-Encoding: x-gzip", "content-encoding: BR", "Content-Encoding: identity, zstd", "Content-Encoding: identity\r\nContent-Encoding: deflate"})
    void a_compressed_body_is_a_415_that_says_so(String encoding) throws IOException {
        for (String type : List.of("application/json", "text/plain")) {
            RawAnswer refused = raw(post(type, encoding + "\r\n", gzipped("{\"title\":\"a\"}")));
            assertThat(refused.status()).isEqualTo(415);
            assertThat(refused.head()).contains("Accept-Encoding: identity").doesNotContain("Accept: ");
            assertThat(Json.read(refused.body()).get("detail").stringValue()).contains("compressed", "Content-Encoding").doesNotContain("Content-Type");
        }
        assertThat(raw(post("text/plain", "", "{}".getBytes(UTF_8))).head()).contains("415").doesNotContain("Accept-Encoding");
        assertThat(raw(post("application/json", "Content-Encoding: Identity , identity\r\n", "{\"title\":\"a\"}".getBytes(UTF_8))).status()).isEqualTo(201);
        assertThat(raw(post("application/json", "Content-Encoding: \r\n", "{\"title\":\"a\"}".getBytes(UTF_8))).status()).isEqualTo(201);
    }

    @Test
    void a_compressed_body_that_does_not_say_so_is_a_400() throws IOException {
        assertThat(raw(post("application/json", "", gzipped("{\"title\":\"a\"}"))).status()).isEqualTo(400);
        assertThat(raw(post("application/json", "Content-Encoding: gzip\r\n", new byte[70_000])).status()).as("what is checked first answers first").isEqualTo(413);
    }

    private static byte[] gzipped(String text) throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return compressed.toByteArray();
    }

    private static byte[] post(String type, String header, byte[] body) throws IOException {
        var request = new ByteArrayOutputStream();
        request.write(("POST /api/tasks HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Tokens.of("ann") + "\r\nContent-Type: " + type
                        + "\r\n" + header + "Content-Length: " + body.length + "\r\n\r\n").getBytes(UTF_8));
        request.write(body);
        return request.toByteArray();
    }

    @Test
    void a_sane_request_id_is_kept_and_another_is_replaced() {
        assertThat(ann.with("X-Request-Id", "abc-123").get("/api/nowhere").expectProblem(404, "no-such-resource").header("X-Request-Id"))
                .hasValue("abc-123");
        assertThat(ann.with("X-Request-Id", "a b").get("/api/me").header("X-Request-Id")).hasValueSatisfying(id -> assertThat(id).matches("[0-9a-f-]{36}"));
        assertThat(ann.with("X-Request-Id", "a".repeat(129)).get("/api/me").header("X-Request-Id").orElse("")).hasSize(36);
    }

    @Test
    void an_error_does_not_repeat_at_length_what_was_sent() {
        Answer refused = ann.post("/api/tasks", "{\"title\": \"a\", \"" + "x".repeat(5_000) + "\": 1}").expectProblem(422, "invalid");
        assertThat(refused.body().length()).isLessThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"100-continue", "something-else"})
    void whoever_expects_something_and_is_refused_is_told_that_the_connection_ends(String expectation) throws IOException {
        RawAnswer refused = raw(("GET /api/tasks HTTP/1.1\r\nHost: a\r\nExpect: " + expectation + "\r\n\r\n").getBytes(ISO_8859_1));
        assertThat(refused.status()).isIn(401, 417);
        assertThat(refused.head()).contains("Connection: close");
    }

    /** What Tomcat or the firewall refuses before any of our code sees it. */
    @ParameterizedTest
    @ValueSource(strings = {
        "GET /api/tasks HTTP/1.1\r\nHost: a b\r\n\r\n",
        "BLAH\r\n\r\n",
        "GET /[ HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /api//tasks HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /api/tasks;a=b HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /api/tasks/%00 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /api/%2e%2e/tasks HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /api/%zz HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /api/tasks HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        "GET /api/tasks HTTP/2.0\r\nHost: a\r\n\r\n",
        "POST /api/tasks HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
        "GET /api/tasks?q=< HTTP/1.1\r\nHost: a\r\n\r\n"
    })
    void what_the_container_refuses_is_a_problem_too(String request) throws IOException {
        RawAnswer refused = raw(request.getBytes(ISO_8859_1));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.head()).contains("Content-Type: application/problem+json").contains("X-Request-Id: ");
        JsonNode problem = Json.read(refused.body());
        assertThat(problem.get("type").stringValue()).isEqualTo("urn:taskledger:problem:malformed");
        assertThat(problem.path("instance").isNull()).as("a member without a value").isFalse();
        assertThat(refused.head()).contains("X-Request-Id: " + problem.get("request_id").stringValue());
        assertThat(refused.body()).doesNotContain("org.", "java", "Exception", "Tomcat", "<html");
    }

    private static byte[] chunked(String token, String type, int length) {
        String json = Json.object("title", "a");
        String body = json + " ".repeat(length - json.length());
        return ("POST /api/tasks HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer " + token + "\r\nContent-Type: " + type
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(length) + "\r\n" + body + "\r\n0\r\n\r\n")
                .getBytes(UTF_8);
    }

    private RawAnswer raw(byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request);
            return RawAnswer.read(socket.getInputStream());
        }
    }

    private record RawAnswer(String head, String body) {

        static RawAnswer read(InputStream in) throws IOException {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                assertThat(next).as("the answer ends in its head: %s", head).isNotNegative();
                head.append((char) next);
            }
            if (head.indexOf("HTTP/1.1 100") == 0) {
                return read(in);
            }
            String length = head.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1");
            return new RawAnswer(head.toString(), length.matches("\\d+") ? new String(in.readNBytes(Integer.parseInt(length)), UTF_8) : "");
        }

        int status() {
            return Integer.parseInt(head.split(" ")[1]);
        }
    }
}
