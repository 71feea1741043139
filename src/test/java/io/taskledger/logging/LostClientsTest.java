package io.taskledger.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.LargeTasks;
import io.taskledger.support.Tokens;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A client that takes nothing of its answer, or goes away in the middle, is one line of the log at most, for those who debug. */
@ApplicationTest
@TestPropertySource(properties = {"server.tomcat.connection-timeout=1s", "taskledger.answers.most-sent=64MB"})
class LostClientsTest {

    private static final int CLIENTS = 5;

    /** More than the sockets' buffers hold. */
    private static final int PIPELINED = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Api api;
    private final int port;
    private final JdbcTemplate database;

    LostClientsTest(@Autowired Api api, @LocalServerPort int port, @Autowired JdbcTemplate database) {
        this.api = api;
        this.port = port;
        this.database = database;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/tasks?limit=1000", "/api/audit?limit=1000", "/api/changes?limit=1000", "/v3/api-docs", "/api/changes/stream"})
    void a_client_that_takes_nothing_is_a_debug_line(String path) throws IOException {
        String user = "lost-" + UUID.randomUUID();
        LargeTasks.add(database, api.as(user), user, 800, "\ud83e\udd5b");
        List<Socket> stalled = new ArrayList<>();
        try (var log = CapturedLog.open()) {
            for (int i = 0; i < CLIENTS; i++) {
                stalled.add(ask(path, user));
            }
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(lost(log)).hasSizeGreaterThanOrEqualTo(CLIENTS));
            expectQuiet(log);
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/tasks?limit=1000", "/api/audit?limit=1000", "/api/changes?limit=1000", "/v3/api-docs", "/api/changes/stream", "/page/page.js"})
    void so_is_one_that_goes_away(String path) throws IOException {
        String user = "lost-" + UUID.randomUUID();
        LargeTasks.add(database, api.as(user), user, 800, "\ud83e\udd5b");
        try (var log = CapturedLog.open()) {
            for (int i = 0; i < CLIENTS; i++) {
                Socket gone = ask(path, user);
                gone.getInputStream().readNBytes(100);
                gone.setSoLinger(true, 0); // and so the connection is reset
                gone.close();
            }
            api.as(user).get("/api/tasks/summary").expect(200);
            expectQuiet(log);
        }
    }

    private Socket ask(String path, String user) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Tokens.of(user) + "\r\n\r\n";
        socket.getOutputStream().write(request.repeat(path.startsWith("/v3") ? 10 * PIPELINED : PIPELINED).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static List<String> lost(CapturedLog log) {
        return log.lines().stream().filter(line -> line.contains("A client took no more of its answer")).toList();
    }

    private static void expectQuiet(CapturedLog log) {
        assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR") || line.startsWith("WARN"));
        assertThat(lost(log)).noneMatch(line -> line.contains("\tat "));
    }
}
