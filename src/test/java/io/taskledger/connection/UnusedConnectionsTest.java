package io.taskledger.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Wire;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import java.io.IOException;
import java.time.Duration;

/** Clients open connections before they need them, and browsers do so of their own accord. */
@ApplicationTest
@TestPropertySource(properties = {"server.tomcat.connection-timeout=500ms", "server.tomcat.keep-alive-timeout=60s"})
class UnusedConnectionsTest {

    /** Tomcat looks for connections that are silent once a second. */
    private static final Duration LONGER_THAN_WITHIN_A_REQUEST = Duration.ofSeconds(3);

    private final int port;

    UnusedConnectionsTest(@LocalServerPort int port) {
        this.port = port;
    }

    @Test
    void a_connection_is_kept_before_its_first_request_as_long_as_between_two() throws Exception {
        try (Wire wire = Wire.to(port); Wire begun = Wire.to(port).say("G")) {
            Thread.sleep(LONGER_THAN_WITHIN_A_REQUEST);
            assertThat(begun.rest()).as("one in the middle of a request is closed").isEmpty();
            for (int request = 1; request <= 2; request++) {
                assertThat(get(wire).status()).isEqualTo(200);
                Thread.sleep(LONGER_THAN_WITHIN_A_REQUEST);
            }
        }
    }

    private static Wire.Reply get(Wire wire) throws IOException {
        return wire.say("GET /actuator/health/liveness HTTP/1.1\r\nHost: localhost\r\n\r\n").reply();
    }
}
