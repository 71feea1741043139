package io.taskledger.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Tokens;
import io.taskledger.support.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What an instance holds for all its clients is bounded: who comes beyond that is refused, and those who were there before notice nothing. */
@ApplicationTest
@TestPropertySource(properties = {
    "taskledger.request.most-under-way=6", "taskledger.request.most-incomplete=3", "taskledger.request.most-rests=3",
    "CORS_ALLOWED_ORIGINS=https://app.example.com", "taskledger.answers.slow-after=0s", "server.tomcat.connection-timeout=10m",
    "taskledger.changes.most-streams=2", "taskledger.changes.heartbeat=100ms"
})
class CrowdedServiceTest {

    private static final int MOST_UNDER_WAY = 6;
    private static final int MOST_INCOMPLETE = 3;
    private static final int MOST_STREAMS = 2;

    private static final String HALF_A_HEAD = "GET /actuator/health/liveness HTTP/1.1\r\n";
    private static final String ITS_REST = "Host: localhost\r\n\r\n";
    private static final String WHOLE = HALF_A_HEAD + ITS_REST;
    private static final String BODY = "{\"title\":\"a\"}";
    private static final String REFUSED = "POST /api/tasks HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + BODY.length() + "\r\n\r\n";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Wire> crowd = new ArrayList<>();
    private final int port;
    private final MeterRegistry meters;

    CrowdedServiceTest(@LocalServerPort int port, @Autowired MeterRegistry meters) {
        this.port = port;
        this.meters = meters;
    }

    @AfterEach
    void the_crowd_leaves() throws IOException {
        for (Wire wire : crowd) {
            wire.close();
        }
        crowd.clear();
    }

    @Test
    void few_heads_may_come_in_parts_and_others_are_answered_meanwhile() throws IOException {
        double before = counted("incomplete");
        for (int i = 0; i <= MOST_INCOMPLETE; i++) {
            enter(HALF_A_HEAD);
        }
        Wire beyond = await().atMost(PATIENCE).until(() -> crowd.stream().filter(CrowdedServiceTest::hasSome).findFirst(), found -> found.isPresent()).orElseThrow();
        expectRefusal(beyond);
        crowd.remove(beyond);
        assertThat(counted("incomplete")).isEqualTo(before + 1);
        assertThat(Wire.ask(port, WHOLE).status()).isEqualTo(200);
        for (Wire patient : crowd) {
            assertThat(patient.say(ITS_REST).reply().status()).isEqualTo(200);
        }
        assertThat(enter(HALF_A_HEAD).say(ITS_REST).reply().status()).isEqualTo(200);
    }

    /** The newcomer's first half has come when one of the others is refused for it. */
    @Test
    void whoever_sends_half_a_head_and_no_more_keeps_no_newcomer_out() throws IOException {
        for (int i = 0; i < MOST_INCOMPLETE + 2; i++) {
            enter(HALF_A_HEAD);
        }
        await().atMost(PATIENCE).until(() -> refused() == 2);
        try (Wire newcomer = Wire.to(port).say(HALF_A_HEAD)) {
            await().atMost(PATIENCE).until(() -> refused() == 3);
            assertThat(newcomer.say(ITS_REST).reply().status()).isEqualTo(200);
        }
        for (Wire other : crowd) {
            if (other.hasSome()) {
                expectRefusal(other);
                assertThat(other.rest()).isEmpty();
            }
        }
    }

    @Test
    void heads_in_parts_keep_no_head_that_is_too_large_from_being_read_on() throws IOException {
        for (int i = 0; i < MOST_INCOMPLETE + 1; i++) {
            enter(HALF_A_HEAD);
        }
        await().atMost(PATIENCE).until(() -> refused() == 1);
        Wire.Reply reply = Wire.ask(port, HALF_A_HEAD + "X-Long: " + "x".repeat(40_000) + "\r\nOrigin: https://app.example.com\r\n\r\n");
        reply.expectProblem(431, "head-too-large");
        assertThat(reply.header("Access-Control-Allow-Origin")).hasValue("https://app.example.com");
    }

    /** They need no token, as half a head needs none. */
    @Test
    void few_bodies_that_were_refused_are_waited_for_and_others_are_answered_meanwhile() throws IOException {
        for (int i = 0; i < MOST_INCOMPLETE; i++) {
            enter(REFUSED).reply().expectProblem(401, "unauthenticated");
        }
        for (int i = 0; i < MOST_UNDER_WAY; i++) {
            Wire beyond = Wire.to(port).say(REFUSED);
            beyond.reply().expectProblem(401, "unauthenticated");
            assertThat(beyond.rest()).isEmpty();
        }
        for (Wire patient : crowd) {
            assertThat(patient.say(BODY).say(WHOLE).reply().status()).isEqualTo(200);
        }
    }

    @Test
    void few_requests_may_be_under_way_at_once() throws IOException {
        fill();
        double before = counted("under_way");
        expectRefusal(enter(WHOLE));
        assertThat(counted("under_way")).isEqualTo(before + 1);
        assertThat(crowd.getFirst().say(BODY).reply().status()).isEqualTo(201);
        await().atMost(PATIENCE).until(() -> Wire.ask(port, WHOLE).status() == 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", HALF_A_HEAD, WHOLE, WHOLE + WHOLE + HALF_A_HEAD, "nonsense\r\n\r\n", "GET / HTTP/3.0\r\n\r\n"})
    void however_a_request_ends_its_place_is_free_again(String request) throws IOException {
        for (int i = 0; i < 5 * MOST_UNDER_WAY; i++) {
            enter(request);
        }
        the_crowd_leaves();
        for (int i = 0; i < MOST_UNDER_WAY; i++) {
            enter(bodyOf("of-" + i)); // and nobody waits for them
        }
        the_crowd_leaves();
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            the_crowd_leaves();
            fill();
        });
    }

    /** They ask for more than sockets hold, and need no token. */
    @Test
    void whoever_takes_answers_slowly_keeps_nobody_out_for_long() throws IOException {
        for (int i = 0; i < MOST_UNDER_WAY; i++) {
            enter("GET /swagger-ui/swagger-ui-bundle.js HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(30)).reply();
        }
        await().atMost(PATIENCE).until(() -> Wire.ask(port, WHOLE).status() == 503);
        await().atMost(PATIENCE).until(() -> Wire.ask(port, WHOLE).status() == 200);
    }

    @Test
    void few_streams_may_be_open_at_once() throws IOException {
        for (int i = 0; i < MOST_STREAMS; i++) {
            assertThat(enter(streamOf("reader-" + i)).reply().status()).isEqualTo(200);
        }
        expectRefusal(enter(streamOf("another")));
        crowd.getFirst().close();
        await().atMost(PATIENCE).until(() -> enter(streamOf("another")).reply().status() == 200);
    }

    private long refused() {
        return crowd.stream().filter(CrowdedServiceTest::hasSome).count();
    }

    private Wire enter(String said) throws IOException {
        Wire wire = Wire.to(port).say(said);
        crowd.add(wire);
        return wire;
    }

    /** With requests whose bodies are waited for. */
    private void fill() throws IOException {
        for (int i = 0; i < MOST_UNDER_WAY; i++) {
            assertThat(enter(bodyOf("writer-" + i)).reply().status()).isEqualTo(100);
        }
    }

    private double counted(String cause) {
        return meters.get("requests_refused").tag("cause", cause).functionCounter().count();
    }

    private static String bodyOf(String user) {
        return "POST /api/tasks HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Tokens.of(user) + "\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length()
                + "\r\nExpect: 100-continue\r\n\r\n";
    }

    private static String streamOf(String user) {
        return "GET /api/changes/stream?since=now HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Tokens.of(user) + "\r\n\r\n";
    }

    private static void expectRefusal(Wire refused) throws IOException {
        Wire.Reply reply = refused.reply().expectProblem(503, "unavailable");
        assertThat(reply.header("Retry-After")).hasValue("2");
    }

    private static boolean hasSome(Wire wire) {
        try {
            return wire.hasSome();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
