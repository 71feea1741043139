package io.taskledger.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Tokens;
import io.taskledger.support.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.io.IOException;

@ApplicationTest
class KeptConnectionsTest {

    /** Tomcat closes a connection after 100 requests, where nothing else is said. */
    private static final int REQUESTS = 250;

    private final Api api;
    private final int port;

    KeptConnectionsTest(@Autowired Api api, @LocalServerPort int port) {
        this.api = api;
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

    /** A client that is not told writes its next request to a connection that is gone. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "200 | GET /api/tasks/summary | Content-Length: 70000%nExpect: 100-continue",
        "200 | GET /api/tasks/summary | Content-Length: 5%nexpect: 100-Continue",
        "200 | GET /api/tasks/summary | Transfer-Encoding: chunked%nExpect: 100-continue",
        "200 | GET /api/tasks | Content-Length: 5%nExpect: 100-continue",
        "200 | HEAD /api/tasks/summary | Content-Length: 5%nExpect: 100-continue",
        "404 | GET /api/nothing | Content-Length: 5%nExpect: 100-continue",
        "413 | POST /api/tasks | Content-Type: application/json%nContent-Length: 70000%nExpect: 100-continue",
        "200 | GET /api/tasks/summary | Transfer-Encoding: chunked",
        "404 | GET /api/nothing | Transfer-Encoding: chunked",
        "413 | POST /api/tasks | Content-Type: application/json%nContent-Length: 70000000",
        "200 | GET /api/tasks/summary | Content-Length: 70000000"})
    void an_answer_says_that_the_rest_of_a_body_is_not_awaited(int status, String line, String headers) throws IOException {
        try (Wire wire = Wire.to(port)) {
            Wire.Reply reply = wire.say(request(line, headers.replace("%n", "\r\n"))).head();
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.header("Connection")).as(reply.head()).hasValue("close");
        }
    }

    @Test
    void an_answer_without_a_body_says_that_the_rest_of_a_body_is_not_awaited() throws IOException {
        Answer task = api.as("keeper").post("/api/tasks", "{\"title\":\"a\"}").expect(201);
        try (Wire wire = Wire.to(port)) {
            String headers = "Content-Length: 5\r\nExpect: 100-continue\r\nIf-None-Match: *";
            Wire.Reply reply = wire.say(request("GET " + task.header("Location").orElseThrow(), headers)).head();
            assertThat(reply.status()).isEqualTo(304);
            assertThat(reply.header("Connection")).as(reply.head()).hasValue("close");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "200 | GET /api/tasks/summary | Content-Length: 5 | abcde",
        "201 | POST /api/tasks | Content-Type: application/json%nTransfer-Encoding: chunked | d~{\"title\":\"a\"}~0~~",
        "200 | GET /api/tasks/summary | Expect: 100-continue | ''",
        "404 | GET /api/nothing | Content-Length: 5 | abcde",
        "415 | POST /api/tasks | Content-Type: text/plain%nContent-Length: 5 | abcde",
        "201 | POST /api/tasks | Content-Type: application/json%nContent-Length: 13 | {\"title\":\"a\"}"})
    void an_answer_does_not_end_a_connection_whose_body_has_come(int status, String line, String headers, String body) throws IOException {
        try (Wire wire = Wire.to(port)) {
            for (int request = 1; request <= 2; request++) {
                Wire.Reply reply = wire.say(request(line, headers.replace("%n", "\r\n")) + body.replace("~", "\r\n")).reply();
                if (reply.status() == 100) {
                    reply = wire.reply();
                }
                assertThat(reply.status()).isEqualTo(status);
                assertThat(reply.header("Connection")).as(reply.head()).isEmpty();
            }
        }
    }

    private static String request(String line, String headers) {
        return line + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Tokens.of("keeper") + "\r\n" + headers + "\r\n\r\n";
    }
}
