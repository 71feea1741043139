package io.taskledger.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Optional;

/** What the service answered. */
public final class Answer {

    private final String method;
    private final String path;
    private final int status;
    private final HttpHeaders headers;
    private final String body;

    /** @param path as it was sent, without what follows a question mark */
    public Answer(String method, String path, int status, HttpHeaders headers, String body) {
        this.method = method;
        this.path = path;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    Answer(HttpResponse<String> response) {
        this(response.request().method(), response.request().uri().getRawPath(), response.statusCode(), response.headers(), response.body());
    }

    public int status() {
        return status;
    }

    public String body() {
        return body;
    }

    public JsonNode json() {
        return Json.read(body);
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    public @Nullable String etag() {
        return header("ETag").orElse(null);
    }

    /** The id of the task that was answered. */
    public String id() {
        return json().get("id").stringValue();
    }

    /** The path of the task that was answered. */
    public String path() {
        return "/api/tasks/" + id();
    }

    public Answer expect(int status) {
        assertThat(status()).as("%s %s: %s", method, path, body).isEqualTo(status);
        return this;
    }

    /** A problem of our own type, with everything that every problem has. */
    public Answer expectProblem(int status, String type) {
        expect(status);
        assertThat(header("Content-Type")).hasValue("application/problem+json");
        assertThat(json().get("type").stringValue()).isEqualTo("urn:taskledger:problem:" + type);
        assertThat(json().get("status").intValue()).isEqualTo(status);
        assertThat(json().get("title").stringValue()).isNotBlank();
        assertThat(json().get("detail").stringValue()).isNotBlank();
        assertThat(json().get("instance").stringValue()).isEqualTo(path);
        assertThat(header("X-Request-Id")).hasValue(json().get("request_id").stringValue());
        return this;
    }

    /** A problem that names this field, and only this. */
    public Answer expectViolation(int status, String field) {
        expectProblem(status, status == 400 ? "malformed" : "invalid");
        assertThat(json().get("errors").valueStream().map(error -> error.get("field").stringValue())).containsExactly(field);
        return this;
    }
}
