package io.taskledger.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import io.taskledger.support.Tokens;
import io.taskledger.support.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

@ApplicationTest
@TestPropertySource(properties = {"CORS_ALLOWED_ORIGINS=https://app.example.com", "taskledger.request.longest-rest=1s"})
class HeadLimitsTest {

    private static final int LARGEST_HEAD = 16 * 1024;
    private static final String APP = "https://app.example.com";
    private static final int MOST_HEADERS = 100;
    private static final int LARGE = 2_000_000;

    private final int port;

    HeadLimitsTest(@LocalServerPort int port) {
        this.port = port;
    }

    @Test
    void a_head_may_have_16_kib() throws IOException {
        String start = "GET /actuator/health/liveness HTTP/1.1\r\nHost: localhost\r\nX-Long: ";
        assertThat(Wire.ask(port, start + "x".repeat(LARGEST_HEAD - start.length() - 10) + "\r\n\r\n").status()).isEqualTo(200);
        expectTooLarge(Wire.ask(port, start + "x".repeat(LARGEST_HEAD) + "\r\n\r\n"));
    }

    @Test
    void so_may_its_first_line() throws IOException {
        assertThat(Wire.ask(port, "GET /actuator/health/liveness?" + "x".repeat(LARGEST_HEAD - 100) + " HTTP/1.1\r\nHost: localhost\r\n\r\n").status()).isEqualTo(200);
        expectTooLarge(Wire.ask(port, "GET /actuator/health/liveness?" + "x".repeat(LARGEST_HEAD) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        expectTooLarge(Wire.ask(port, "G".repeat(LARGEST_HEAD + 1)));
    }

    /** Browsers send Origin after Authorization, and where in the head it stands is nothing that a client chooses. */
    @ParameterizedTest
    @ValueSource(ints = {100, 8_000, 16_300, 16_340, 16_355, 16_366, 16_370, 16_374, 16_375, 16_376, 16_377, 16_378, 16_384, 17_300, 17_390, 17_408, 20_000, 40_000, 200_000})
    void a_browser_may_read_that_its_head_is_too_large(int before) throws IOException {
        String start = "GET /api/tasks HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ";
        String head = start + "x".repeat(before - start.length()) + "\r\norigin: " + APP + "\r\nX-Long: " + "x".repeat(LARGEST_HEAD) + "\r\n\r\n";
        Wire.Reply reply = Wire.ask(port, head);
        expectTooLarge(reply);
        assertThat(reply.header("Access-Control-Allow-Origin")).hasValue(APP);
        assertThat(reply.header("Connection")).hasValue("close");
    }

    @Test
    void no_other_origin_may() throws IOException {
        for (String line : List.of("Origin: https://other.example.com\r\n", "X-Origin: " + APP + "\r\n", "X: Origin: " + APP + "\r\n", "")) {
            Wire.Reply reply = Wire.ask(port, "GET /api/tasks HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + "x".repeat(30_000) + "\r\n" + line + "\r\n");
            expectTooLarge(reply);
            assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
        }
    }

    @Test
    void what_stands_behind_a_head_is_no_part_of_it() throws IOException {
        Wire.Reply reply = Wire.ask(port, "POST /api/tasks HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + "x".repeat(30_000) + "\r\n\r\nOrigin: " + APP + "\r\n\r\n");
        expectTooLarge(reply);
        assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void a_second_request_of_a_connection_is_told_too() throws IOException {
        try (Wire wire = Wire.to(port).say("GET /api/me HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            wire.reply().expectProblem(401, "unauthenticated");
            Wire.Reply reply = wire.say("GET /api/tasks HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + "x".repeat(30_000) + "\r\nOrigin: " + APP + "\r\n\r\n").reply();
            expectTooLarge(reply);
            assertThat(reply.header("Access-Control-Allow-Origin")).hasValue(APP);
            assertThat(wire.rest()).isEmpty();
        }
    }

    /** The head never ends: what is waited for is bounded, in bytes and in time. */
    @Test
    void a_head_without_an_end_is_told_too() throws IOException {
        try (Wire wire = Wire.to(port).say("GET /api/tasks HTTP/1.1\r\nOrigin: " + APP + "\r\nX: " + "x".repeat(20_000))) {
            expectTooLarge(wire.reply());
        }
    }

    private static void expectTooLarge(Wire.Reply reply) {
        reply.expectProblem(431, "head-too-large");
        assertThat(Json.read(reply.body()).get("detail").stringValue()).contains("16 KiB");
    }

    @Test
    void a_head_may_have_a_hundred_headers() throws IOException {
        assertThat(Wire.ask(port, withHeaders(MOST_HEADERS)).status()).isEqualTo(200);
        Wire.ask(port, withHeaders(MOST_HEADERS + 1)).expectProblem(400, "malformed");
    }

    @Test
    void whoever_is_refused_may_send_the_rest_of_a_large_body_and_go_on() throws IOException {
        try (Wire wire = Wire.to(port).say(post("nonsense"))) {
            wire.reply().expectProblem(401, "unauthenticated");
            assertThat(wire.say(new byte[LARGE]).say("GET /actuator/health/liveness HTTP/1.1\r\nHost: localhost\r\n\r\n").reply().status())
                    .as("the next request on the connection").isEqualTo(200);
        }
    }

    @Test
    void a_connection_is_not_reset_while_a_body_that_is_too_large_still_comes() throws IOException {
        try (Wire wire = Wire.to(port).say(post(Tokens.of("large")))) {
            wire.reply().expectProblem(413, "content-too-large");
            wire.say(new byte[LARGE / 2]).say(new byte[LARGE / 2]);
            assertThat(wire.rest()).isEmpty();
        }
    }

    private static String post(String token) {
        return "POST /api/tasks HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\nContent-Length: " + LARGE + "\r\n\r\n";
    }

    private static String withHeaders(int number) {
        return IntStream.rangeClosed(2, number).mapToObj(i -> "X-" + i + ": a\r\n")
                .collect(Collectors.joining("", "GET /actuator/health/liveness HTTP/1.1\r\nHost: localhost\r\n", "\r\n"));
    }
}
