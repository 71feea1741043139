package io.taskledger.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taskledger.StartupRefused;
import io.taskledger.TaskLedger;
import io.taskledger.support.Json;
import io.taskledger.support.RunningService;
import io.taskledger.support.TestPostgres;
import io.taskledger.support.Tokens;
import io.taskledger.support.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.mock.env.MockEnvironment;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** SIGTERM while clients keep their connections: whoever is served is answered, and nobody meets a reset. */
class DrainingTest {

    private static final int WRITERS = 16;
    private static final int ROUNDS = 3;

    private final String database = TestPostgres.newDatabase();

    @ParameterizedTest
    @ValueSource(strings = {"0", "500ms"})
    void writers_meet_no_reset_and_lose_nothing(String delay) throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Queue<String> failed = new ConcurrentLinkedQueue<>();
        var ends = new AtomicInteger();
        for (int round = 0; round < ROUNDS; round++) {
            try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS); ConfigurableApplicationContext service = start(delay)) {
                int before = acknowledged.size();
                int port = port(service);
                for (int writer = 0; writer < WRITERS; writer++) {
                    var _ = writers.submit(() -> write(port, acknowledged, ends, failed));
                }
                await().atMost(Duration.ofMinutes(1)).until(() -> acknowledged.size() >= before + 10 * WRITERS);
            }
        }
        assertThat(failed).isEmpty();
        assertThat(ends.get()).isGreaterThanOrEqualTo(ROUNDS * WRITERS);
        assertThat(stored()).containsAll(acknowledged);
    }

    private static void write(int port, Set<String> acknowledged, AtomicInteger ends, Queue<String> failed) {
        try (var client = new KeptAliveClient(port, Tokens.of("ann"))) {
            while (true) {
                String id = UUID.randomUUID().toString();
                KeptAliveClient.Reply reply = client.send("POST", "/api/tasks", Json.object("title", "task", "id", id)).reply();
                if (reply.status() != 201) {
                    failed.add(reply.head() + reply.body());
                }
                acknowledged.add(id);
                if (reply.ends()) {
                    ends.incrementAndGet();
                    client.expectEnd();
                    client.reconnect();
                }
            }
        } catch (ConnectException _) {
            // the service listens no more: its load balancer has sent this client elsewhere by now
        } catch (IOException e) {
            failed.add(e.toString());
        }
    }

    private Set<String> stored() throws Exception {
        Set<String> ids = new HashSet<>();
        try (Connection connection = DriverManager.getConnection(database);
                ResultSet rows = connection.createStatement().executeQuery("select aggregate_identifier from domain_event_entry")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    @Test
    void readiness_says_no_first_while_requests_are_served() throws Exception {
        ConfigurableApplicationContext service = start("10m");
        int port = port(service);
        try (var kept = new KeptAliveClient(port, Tokens.of("ann")); var stop = new Stop(service)) {
            assertThat(kept.get("/api/tasks").reply().ends()).isFalse();
            stop.begin();
            await().until(() -> Wire.ask(port, "GET /actuator/health/readiness HTTP/1.1\r\nHost: localhost\r\n\r\n").status() == 503);
            await().until(() -> Wire.ask(port, "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n").header("Connection").filter("close"::equals).isPresent());
            assertThat(Wire.ask(port, "GET /actuator/health/liveness HTTP/1.1\r\nHost: localhost\r\n\r\n").status()).isEqualTo(200);

            KeptAliveClient.Reply last = kept.get("/api/tasks").reply();
            assertThat(last.status()).isEqualTo(200);
            assertThat(last.ends()).isTrue();
            kept.expectEnd();
            try (var another = new KeptAliveClient(port, Tokens.of("bob")); Wire stream = Wire.to(port)) {
                stream.say("GET /api/changes/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Tokens.of("bob") + "\r\n\r\n");
                assertThat(stream.reply().status()).isEqualTo(200);
                KeptAliveClient.Reply created = another.send("POST", "/api/tasks", Json.object("title", "while it stops")).reply();
                assertThat(created.status()).isEqualTo(201);
                assertThat(created.head()).doesNotContain("Preference-Applied");
                another.expectEnd();
                another.reconnect();
                assertThat(another.get("/api/tasks").reply().body()).contains("while it stops");
                another.reconnect();
                assertThat(another.send("POST", "/api/tasks", "{").reply().ends()).isTrue();
                stop.hurry();
                assertThat(stream.rest()).endsWith("\r\n0\r\n\r\n");
            }
        }
    }

    @Test
    void the_answer_to_a_request_under_way_says_that_the_connection_ends() throws Exception {
        ConfigurableApplicationContext service = start("0");
        int port = port(service);
        try (var client = new KeptAliveClient(port, Tokens.of("ann"));
                Connection watcher = DriverManager.getConnection(database);
                Connection blocker = DriverManager.getConnection(database);
                var stop = new Stop(service)) {
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("lock table domain_event_entry in share mode");
            client.send("POST", "/api/tasks", Json.object("title", "under way"));
            await().until(() -> isWaiting(watcher));
            stop.begin();
            await().until(() -> !accepts(port));
            blocker.commit();
            KeptAliveClient.Reply reply = client.reply();
            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.ends()).isTrue();
            client.expectEnd();
        }
    }

    private static boolean accepts(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isWaiting(Connection connection) throws Exception {
        try (ResultSet waiting = connection.createStatement().executeQuery("""
                select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%insert into domain_event_entry%'
                """)) {
            waiting.next();
            return waiting.getInt(1) == 1;
        }
    }

    @Test
    void idle_connections_end_without_a_reset() throws Exception {
        ConfigurableApplicationContext service = start("0");
        try (var idle = new KeptAliveClient(port(service), Tokens.of("ann")); var silent = new KeptAliveClient(port(service), Tokens.of("ann"));
                var stop = new Stop(service)) {
            assertThat(idle.get("/api/tasks").reply().status()).isEqualTo(200);
            stop.begin();
            idle.expectEnd();
            silent.expectEnd();
        }
    }

    @Test
    void requests_sent_behind_the_last_one_cause_no_reset() throws Exception {
        ConfigurableApplicationContext service = start("10m");
        int port = port(service);
        try (var client = new KeptAliveClient(port, Tokens.of("ann")); var stop = new Stop(service)) {
            stop.begin();
            await().until(() -> Wire.ask(port, "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n").header("Connection").filter("close"::equals).isPresent());
            client.get("/api/tasks");
            for (int i = 0; i < 20; i++) {
                client.send("POST", "/api/tasks", Json.object("title", "behind", "description", "x".repeat(1000)));
            }
            KeptAliveClient.Reply reply = client.reply();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.ends()).isTrue();
            client.expectEnd();
            assertThat(stored()).as("carried out without an answer").isEmpty();
            stop.hurry();
        }
    }

    @Test
    void neither_a_silent_client_nor_a_second_signal_keeps_it_from_ending() throws Exception {
        try (RunningService service = RunningService.start(Map.of("DATABASE_URL", database, "BETTER_AUTH_SECRET", Tokens.SECRET, "TASKLEDGER_SHUTDOWN_DELAY", "1"));
                Wire half = Wire.to(service.port()); var client = new KeptAliveClient(service.port(), Tokens.of("ann"))) {
            half.say("GET /api/tasks HTTP/1.1\r\nHost: local");
            client.get("/api/changes/stream"); // and never reads
            service.terminate();
            service.terminate();
            assertThat(service.exitCode()).isEqualTo(143);
            assertThat(service.log()).contains("Told to stop", "Graceful shutdown complete");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "11m", "99999999999999999999"})
    void a_delay_that_is_none_is_refused(String delay) {
        assertThatThrownBy(() -> ShutdownDelay.of(new MockEnvironment().withProperty("taskledger.shutdown.delay", delay)))
                .isInstanceOf(StartupRefused.class)
                .hasMessage("TASKLEDGER_SHUTDOWN_DELAY is no time from 0 to 10 minutes.");
    }

    @ParameterizedTest
    @CsvSource({"'', PT3S", "0, PT0S", "5, PT5S", "5s, PT5S", "500ms, PT0.5S", "1m, PT1M", "10m, PT10M"})
    void a_delay_is_in_seconds_unless_it_says_otherwise(String delay, Duration length) {
        assertThat(ShutdownDelay.of(new MockEnvironment().withProperty("taskledger.shutdown.delay", delay)).length()).isEqualTo(length);
    }

    private ConfigurableApplicationContext start(String delay) {
        return SpringApplication.run(TaskLedger.class,
                "--DATABASE_URL=" + database, "--BETTER_AUTH_SECRET=" + Tokens.SECRET, "--PORT=0", "--TASKLEDGER_SHUTDOWN_DELAY=" + delay);
    }

    private static int port(ConfigurableApplicationContext service) {
        return service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** What SIGTERM begins, in a thread of its own. */
    private static final class Stop implements AutoCloseable {

        private final Thread thread;

        Stop(ConfigurableApplicationContext service) {
            thread = Thread.ofPlatform().unstarted(service::close);
        }

        void begin() {
            thread.start();
        }

        /** Does not wait for the rest of the delay. */
        void hurry() {
            thread.interrupt();
        }

        @Override
        public void close() {
            try {
                if (!thread.join(Duration.ofSeconds(40))) {
                    hurry(); // what the test wanted has failed
                }
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
