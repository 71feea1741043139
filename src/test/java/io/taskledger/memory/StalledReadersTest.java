package io.taskledger.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.LargeTasks;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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
import java.util.Optional;
import java.util.UUID;

/** Large answers that are not taken fill their share of the memory, and nothing else: neither connections to the database, nor others' shares. */
@ApplicationTest
@TestPropertySource(properties = {
    "taskledger.answers.most-read=16MB", "taskledger.answers.most-sent=9MB", "taskledger.answers.slow-after=1d",
    "server.tomcat.connection-timeout=60s"})
class StalledReadersTest {

    private static final int MANY = 12;

    /** More than the sockets' buffers hold. */
    private static final int PIPELINED = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Api api;
    private final int port;
    private final JdbcTemplate database;
    private final HikariDataSource pool;
    private final List<Socket> stalled = new ArrayList<>();

    StalledReadersTest(@Autowired Api api, @LocalServerPort int port, @Autowired JdbcTemplate database, @Autowired HikariDataSource pool) {
        this.api = api;
        this.port = port;
        this.database = database;
        this.pool = pool;
    }

    @AfterEach
    void the_stalled_leave() throws IOException {
        for (Socket socket : stalled) {
            socket.close();
        }
        stalled.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/tasks?limit=1000", "/api/audit?limit=1000", "/api/changes?limit=1000"})
    void one_user_who_reads_nothing_keeps_out_nobody_else(String path) throws IOException {
        String user = large();
        String other = large();
        for (int i = 0; i < MANY; i++) {
            stall(path, user);
        }
        await().atMost(PATIENCE).untilAsserted(() -> {
            Answer refused = api.as(user).get(path).expectProblem(503, "unavailable");
            assertThat(refused.header("Retry-After")).hasValue("2");
        });
        assertThat(api.as(other).get(path).expect(200).body()).hasSizeGreaterThan(100_000);
        assertThat(api.as(user).get("/api/tasks?limit=1").expect(200).json().get("items")).hasSize(1);
        api.as(user).create("small answers need no room");
        await().atMost(PATIENCE).until(() -> pool.getHikariPoolMXBean().getActiveConnections() == 0);
        the_stalled_leave();
        await().atMost(PATIENCE).until(() -> api.as(user).get(path).status() == 200);
    }

    @Test
    void many_users_who_read_nothing_keep_out_no_small_answers() throws IOException {
        for (int i = 0; i < 6; i++) {
            String user = large();
            for (int j = 0; j < 4; j++) {
                stall("/api/tasks?limit=1000", user);
            }
        }
        String other = large();
        await().atMost(PATIENCE).untilAsserted(() -> api.as(other).get("/api/tasks?limit=1000").expectProblem(503, "unavailable"));
        assertThat(api.as(other).get("/api/tasks?limit=1").expect(200).json().get("items")).hasSize(1);
        api.as(other).create("small answers need no room");
        assertThat(api.as(other).get("/actuator/health/readiness").status()).isEqualTo(200);
        the_stalled_leave();
        await().atMost(PATIENCE).until(() -> api.as(other).get("/api/tasks?limit=1000").status() == 200);
    }

    /** Each endpoint that strangers may ask has a part of its own, and so the operators' Prometheus has one. */
    @Test
    void strangers_who_read_nothing_keep_the_others_from_what_they_ask_alone() throws IOException {
        for (int i = 0; i < 4 * MANY; i++) {
            stall("/v3/api-docs", Optional.empty());
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(api.get("/v3/api-docs").status()).isEqualTo(503));
        assertThat(api.get("/actuator/prometheus").expect(200).body()).hasSizeGreaterThan(16 * 1024);
        the_stalled_leave();
        await().atMost(PATIENCE).until(() -> api.get("/v3/api-docs").status() == 200);
    }

    @Test
    void however_an_answer_ends_its_room_is_free_again() throws IOException {
        String user = large();
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < MANY; i++) {
                stall("/api/tasks?limit=1000", user).setSoLinger(true, 0); // and so the connection is reset
            }
            the_stalled_leave();
        }
        await().atMost(PATIENCE).until(() -> api.as(user).get("/api/tasks?limit=1000").status() == 200);
        for (int i = 0; i < MANY; i++) {
            api.as(user).get("/api/tasks?limit=1000").expect(200);
        }
    }

    private String large() {
        String user = "stalled-" + UUID.randomUUID();
        LargeTasks.add(database, api.as(user), user, 400, "\ud83e\udd5b");
        return user;
    }

    private Socket stall(String path, String user) throws IOException {
        return stall(path, Optional.of(user));
    }

    private Socket stall(String path, Optional<String> user) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n"
                + user.map(name -> "Authorization: Bearer " + Tokens.of(name) + "\r\n").orElse("") + "\r\n";
        socket.getOutputStream().write(request.repeat(user.isPresent() ? PIPELINED : 10 * PIPELINED).getBytes(StandardCharsets.US_ASCII));
        stalled.add(socket);
        return socket;
    }
}
