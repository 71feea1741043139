package io.taskledger.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.changes.EventStream;
import io.taskledger.kernel.AnswerMemory;
import io.taskledger.kernel.AnswerRoom;
import io.taskledger.logging.CapturedLog;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.LargeTasks;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.Test;
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

/** Answers that clients take slowly are ended where others wait for their memory, and streams wait for memory and go on. */
@ApplicationTest
@TestPropertySource(properties = {
    "taskledger.answers.most-read=16MB", "taskledger.answers.most-sent=9MB", "taskledger.answers.slow-after=0s",
    "server.tomcat.connection-timeout=10m"
})
class SlowReadersTest {

    private static final int PARTS = 4;
    private static final int ANSWERS_OF_A_PART = 3;
    private static final int MEBIBYTE = 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LARGE_LIST = "/api/tasks?limit=1000";

    private final Api api;
    private final int port;
    private final JdbcTemplate database;
    private final AnswerMemory memory;
    private final List<Socket> slow = new ArrayList<>();

    SlowReadersTest(@Autowired Api api, @LocalServerPort int port, @Autowired JdbcTemplate database, @Autowired AnswerMemory memory) {
        this.api = api;
        this.port = port;
        this.database = database;
        this.memory = memory;
    }

    @Test
    void slow_answers_of_others_end_where_one_waits_for_their_memory() throws IOException {
        String user = large();
        try (var log = CapturedLog.open()) {
            for (int part = 0; part < PARTS; part++) {
                String slowUser = large();
                for (int i = 0; i < ANSWERS_OF_A_PART; i++) {
                    ask(slowUser);
                }
            }
            for (Socket socket : slow) {
                socket.getInputStream().read(); // the answer is being sent: it is too large for the sockets' buffers
            }
            for (int i = 0; i < PARTS; i++) {
                assertThat(api.as(user).get(LARGE_LIST).expect(200).body()).hasSizeGreaterThan(MEBIBYTE / 2);
            }
            assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR") || line.startsWith("WARN"));
            assertThat(log.lines().stream().filter(line -> line.contains("A client took no more of its answer"))).isNotEmpty()
                    .noneMatch(line -> line.contains("\tat "));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        await().atMost(PATIENCE).until(memory::isUnused);
    }

    @Test
    void a_stream_waits_for_memory_that_lists_take_and_goes_on() throws IOException {
        String user = "streaming-" + UUID.randomUUID();
        try (var stream = EventStream.open(port, Tokens.of(user), "?since=now", null); var log = CapturedLog.open()) {
            stream.first();
            List<AnswerRoom> lists = new ArrayList<>();
            for (int part = 0; part < PARTS; part++) {
                AnswerRoom room = memory.roomFor("list-" + part, null);
                room.read(MEBIBYTE);
                lists.add(room);
            }
            api.as(user).create("told when there is memory");
            await().atMost(PATIENCE).until(() -> log.lines().stream()
                    .anyMatch(line -> line.contains("Streams of changes wait for memory")));
            lists.forEach(AnswerRoom::close);
            assertThat(stream.change().json().at("/task/title").stringValue()).isEqualTo("told when there is memory");
        }
    }

    @Test
    void a_stream_takes_no_part_of_its_users_lists() throws IOException {
        String user = "streaming-" + UUID.randomUUID();
        try (var stream = EventStream.open(port, Tokens.of(user), "?since=now", null); AnswerRoom list = memory.roomFor(user, null)) {
            stream.first();
            list.read(MEBIBYTE);
            api.as(user).create("told at once");
            assertThat(stream.change().json().at("/task/title").stringValue()).isEqualTo("told at once");
        }
    }

    private String large() {
        String user = "slow-" + UUID.randomUUID();
        LargeTasks.add(database, api.as(user), user, 400, "\ud83e\udd5b");
        return user;
    }

    private void ask(String user) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        String request = "GET " + LARGE_LIST + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Tokens.of(user) + "\r\n\r\n";
        socket.getOutputStream().write(request.repeat(8).getBytes(StandardCharsets.US_ASCII));
        slow.add(socket);
    }
}
