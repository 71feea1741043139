package io.taskledger.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Tokens;
import io.taskledger.support.Wire;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

@ApplicationTest
class HeadLimitsTest {

    private static final int LARGEST_HEAD = 8 * 1024;
    private static final int MOST_HEADERS = 100;
    private static final int LARGE = 2_000_000;

    private final int port;

    HeadLimitsTest(@LocalServerPort int port) {
        this.port = port;
    }

    @Test
    void a_head_may_have_8_kib() throws IOException {
        String start = "GET /actuator/health/liveness HTTP/1.1\r\nHost: localhost\r\nX-Long: ";
        assertThat(Wire.ask(port, start + "x".repeat(LARGEST_HEAD - start.length() - 10) + "\r\n\r\n").status()).isEqualTo(200);
        Wire.ask(port, start + "x".repeat(LARGEST_HEAD) + "\r\n\r\n").expectProblem(400, "malformed");
    }

    @Test
    void so_may_its_first_line() throws IOException {
        assertThat(Wire.ask(port, "GET /actuator/health/liveness?" + "x".repeat(LARGEST_HEAD - 100) + " HTTP/1.1\r\nHost: localhost\r\n\r\n").status()).isEqualTo(200);
        Wire.ask(port, "GET /actuator/health/liveness?" + "x".repeat(LARGEST_HEAD) + " HTTP/1.1\r\nHost: localhost\r\n\r\n").expectProblem(400, "malformed");
        Wire.ask(port, "G".repeat(LARGEST_HEAD + 1)).expectProblem(400, "malformed");
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
