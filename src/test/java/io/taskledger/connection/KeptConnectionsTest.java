package io.taskledger.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Wire;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.io.IOException;

@ApplicationTest
class KeptConnectionsTest {

    /** Tomcat closes a connection after 100 requests, where nothing else is said. */
    private static final int REQUESTS = 250;

    private final int port;

    KeptConnectionsTest(@LocalServerPort int port) {
        this.port = port;
    }

    @Test
    void a_connection_serves_as_many_requests_as_its_client_sends() throws IOException {
        try (Wire wire = Wire.to(port)) {
            for (int request = 1; request <= REQUESTS; request++) {
                Wire.Reply reply = wire.say("GET /actuator/health/liveness HTTP/1.1\r\nHost: localhost\r\n\r\n").reply();
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.header("Connection")).as("request %s", request).isEmpty();
            }
        }
    }
}
