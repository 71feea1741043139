package io.taskledger.command.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Stream;

class KeyedRequestTest {

    private static final IdempotencyKey KEY = new IdempotencyKey("k");

    @Test
    void a_repeat_has_the_same_fingerprint() {
        assertThat(of("PATCH", "/api/tasks/1", List.of("\"3\""), "{}")).isEqualTo(of("PATCH", "/api/tasks/1", List.of("\"3\""), "{}"));
    }

    @Test
    void another_request_has_another_fingerprint() {
        assertThat(Stream.of(
                        of("PATCH", "/api/tasks/1", List.of("\"3\""), "{}"),
                        of("PUT", "/api/tasks/1", List.of("\"3\""), "{}"),
                        of("PATCH", "/api/tasks/2", List.of("\"3\""), "{}"),
                        of("PATCH", "/api/tasks/1", List.of("\"4\""), "{}"),
                        of("PATCH", "/api/tasks/1", List.of(), "{}"),
                        of("PATCH", "/api/tasks/1", List.of("\"3\"", "\"4\""), "{}"),
                        of("PATCH", "/api/tasks/1", List.of("\"3\""), "{ }"),
                        of("PATCH", "/api/tasks/1", List.of("\"3\""), "")))
                .doesNotHaveDuplicates();
    }

    @Test
    void what_belongs_to_one_part_never_looks_like_anothers() {
        assertThat(of("PATCH", "/api/tasks/1", List.of(), "{}")).isNotEqualTo(of("PATCH", "/api/tasks/", List.of("1"), "{}"));
        assertThat(new OwnedKey("ann", new IdempotencyKey("1")).lock()).isNotEqualTo(new OwnedKey("an", new IdempotencyKey("n1")).lock());
    }

    @Test
    void another_if_none_match_is_another_request() {
        assertThat(Stream.of(
                        of("PATCH", "/api/tasks/1", List.of("\"3\""), List.of(), "{}"),
                        of("PATCH", "/api/tasks/1", List.of("\"3\""), List.of("\"4\""), "{}"),
                        of("PATCH", "/api/tasks/1", List.of("\"3\""), List.of("\"5\""), "{}"),
                        of("PATCH", "/api/tasks/1", List.of(), List.of("\"3\""), "{}"),
                        of("PATCH", "/api/tasks/1", List.of("\"3\""), List.of("\"4\"", "\"5\""), "{}")))
                .doesNotHaveDuplicates();
    }

    /** Of the release before, whose keys a repeat must still find. */
    @Test
    void without_if_none_match_a_request_has_the_fingerprint_it_always_had() {
        assertThat(of("PATCH", "/api/tasks/1", List.of("\"3\""), "{}")).isEqualTo("639d08fcfe0b7811c31eb87bfb93f8f38ecd091cbb258a57bf17a158747972de");
    }

    private static String of(String method, String path, List<String> ifMatch, String body) {
        return of(method, path, ifMatch, List.of(), body);
    }

    private static String of(String method, String path, List<String> ifMatch, List<String> ifNoneMatch, String body) {
        return KeyedRequest.of(KEY, method, path, ifMatch, ifNoneMatch, body.getBytes(UTF_8)).fingerprint();
    }
}
