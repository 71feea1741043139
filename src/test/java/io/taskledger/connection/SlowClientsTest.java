package io.taskledger.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Tokens;
import io.taskledger.support.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** None of them is waited for by a sleep: each goes on with what it does until the service has had enough. */
@ApplicationTest
@TestPropertySource(properties = {
    "server.tomcat.connection-timeout=1s", "server.tomcat.keep-alive-timeout=1s", "server.tomcat.max-connections=20",
    "taskledger.request.longest-head=1s", "taskledger.request.longest-body=1s", "taskledger.request.longest-rest=1s"
})
class SlowClientsTest {

    private static final String GOOD = "GET /actuator/health/liveness HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final Duration STEADILY = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int port;
    private final MeterRegistry meters;

    SlowClientsTest(@LocalServerPort int port, @Autowired MeterRegistry meters) {
        this.port = port;
        this.meters = meters;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /api/t", "GET /api/tasks HTTP/1.1\r\nHost: localhost\r\nX-Slow: "})
    void a_head_that_comes_steadily_and_never_ends_is_a_408_and_the_end(String begun) throws IOException {
        double before = late();
        try (Wire slow = Wire.to(port).say(begun)) {
            dripUntilAnswered(slow);
            slow.reply().expectProblem(408, "too-slow");
            slow.rest();
            assertThat(late()).isEqualTo(before + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /api/t", "GET /api/tasks HTTP/1.1\r\nHost: localhost\r\nX-Slow: "})
    void a_head_that_comes_no_more_is_the_end(String begun) throws IOException {
        try (Wire silent = Wire.to(port).say(begun)) {
            assertThat(silent.rest()).isEmpty();
        }
    }

    @Test
    void so_is_a_connection_that_is_kept_for_nothing() throws IOException {
        try (Wire idle = Wire.to(port).say("GET /api/me HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            idle.reply().expectProblem(401, "unauthenticated");
            assertThat(idle.rest()).isEmpty();
        }
    }

    @Test
    void a_body_that_comes_steadily_and_too_slowly_is_a_408() throws IOException {
        try (Wire slow = Wire.to(port).say(head("Content-Length: 60000") + "{")) {
            dripUntilAnswered(slow);
            slow.reply().expectProblem(408, "too-slow");
            dripUntilClosed(slow);
        }
    }

    @Test
    void so_is_one_in_chunks_and_one_that_nobody_wants() throws IOException {
        try (Wire chunks = Wire.to(port).say(head("Transfer-Encoding: chunked") + "ffff\r\n")) {
            dripUntilAnswered(chunks);
            chunks.reply().expectProblem(408, "too-slow");
        }
        try (Wire ignored = Wire.to(port).say(head("Content-Length: 60000").replace("/api/tasks", "/api/tasks/019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d/complete"))) {
            dripUntilAnswered(ignored);
            ignored.reply().expectProblem(408, "too-slow");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 60000", "Transfer-Encoding: chunked"})
    void a_body_that_comes_no_more_is_a_408(String length) throws IOException {
        try (Wire silent = Wire.to(port).say(head(length) + "1\r\n{")) {
            silent.reply().expectProblem(408, "too-slow");
            assertThat(silent.rest()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 60000", "Content-Length: 600000000", "Transfer-Encoding: chunked"})
    void who_is_refused_at_once_does_not_keep_the_connection_by_going_on(String length) throws IOException {
        try (Wire slow = Wire.to(port).say(head(length).replaceAll("Bearer .*\r\n", "Bearer nonsense\r\n") + "ffff\r\n")) {
            slow.reply().expectProblem(401, "unauthenticated");
            dripUntilClosed(slow);
        }
    }

    @Test
    void who_asks_before_sending_a_body_is_told_at_once_not_to() throws IOException {
        try (Wire polite = Wire.to(port).say(head("Content-Length: 60000\r\nExpect: 100-continue").replaceAll("Bearer .*\r\n", "Bearer nonsense\r\n"))) {
            polite.reply().expectProblem(401, "unauthenticated");
            assertThat(polite.rest()).isEmpty();
        }
        try (Wire polite = Wire.to(port).say(head("Content-Length: 13\r\nExpect: 100-continue"))) {
            assertThat(polite.reply().status()).isEqualTo(100);
            assertThat(polite.say("{\"title\":\"a\"}").reply().status()).isEqualTo(201);
        }
    }

    /** More of them than there may be connections. */
    @Test
    void a_crowd_of_slow_clients_keeps_others_out_for_no_longer_than_their_time() throws IOException {
        List<Wire> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                crowd.add(Wire.to(port).say("GET /api/tasks HTTP/1.1\r\nX-Slow: "));
            }
            try (Wire late = Wire.to(port).say(GOOD)) {
                await().atMost(PATIENCE).pollInterval(STEADILY).until(() -> {
                    crowd.forEach(SlowClientsTest::drip);
                    return late.hasSome();
                });
                assertThat(late.reply().status()).isEqualTo(200);
            }
        } finally {
            for (Wire slow : crowd) {
                slow.close();
            }
        }
    }

    private static String head(String length) {
        return "POST /api/tasks HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Tokens.of("slow") + "\r\nContent-Type: application/json\r\n" + length + "\r\n\r\n";
    }

    private static void dripUntilAnswered(Wire slow) {
        await().atMost(PATIENCE).pollInterval(STEADILY).until(() -> slow.hasSome() || !drip(slow));
    }

    private static void dripUntilClosed(Wire slow) {
        await().atMost(PATIENCE).pollInterval(STEADILY).until(() -> !drip(slow));
    }

    private double late() {
        return meters.get("requests_refused").tag("cause", "late").functionCounter().count();
    }

    /** Whether the service still takes it. */
    private static boolean drip(Wire slow) {
        try {
            slow.say("a");
            return true;
        } catch (SocketException _) {
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
