package io.taskledger.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.net.http.HttpResponse;
import java.util.Optional;

/** What the service answered. */
public final class Answer {

    private final HttpResponse<String> response;

    Answer(HttpResponse<String> response) {
        this.response = response;
    }

    public int status() {
        return response.statusCode();
    }

    public String body() {
        return response.body();
    }

    public JsonNode json() {
        return Json.read(response.body());
    }

    public Optional<String> header(String name) {
        return response.headers().firstValue(name);
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
        assertThat(status()).as("%s %s: %s", response.request().method(), response.request().uri(), body()).isEqualTo(status);
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
        assertThat(json().get("instance").stringValue()).isEqualTo(response.request().uri().getRawPath());
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
