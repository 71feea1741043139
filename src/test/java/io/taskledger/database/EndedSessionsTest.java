package io.taskledger.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.TaskLedger;
import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.Json;
import io.taskledger.support.TestPostgres;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** PostgreSQL ends every session of the service, as a restart of it or of a pooler does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndedSessionsTest {

    private static final int ROUNDS = 20;
    private static final int READERS = 16;

    private final String database = TestPostgres.newDatabase();
    private final ConfigurableApplicationContext service = SpringApplication.run(
            TaskLedger.class, "--DATABASE_URL=" + database, "--BETTER_AUTH_SECRET=" + Tokens.SECRET, "--PORT=0");
    private final Api api = Api.on(() -> service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void no_query_fails_when_postgresql_ends_all_sessions() throws Exception {
        Api ann = api.as("ann");
        String task = ann.create("Buy milk").path();
        List<String> queries = List.of(
                "/api/tasks", task, task + "/history", "/api/audit", "/api/tasks/summary", "/api/changes", "/actuator/health/readiness");
        var done = new AtomicBoolean();
        var answered = new AtomicLong();
        Queue<String> failed = new ConcurrentLinkedQueue<>();
        try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            for (int reader = 0; reader < READERS; reader++) {
                int first = reader;
                var _ = readers.submit(() -> {
                    for (int i = first; !done.get(); i++) {
                        Answer answer = ann.get(queries.get(i % queries.size()));
                        if (answer.status() != 200) {
                            failed.add(queries.get(i % queries.size()) + ": " + answer.status() + " " + answer.body());
                        }
                        answered.incrementAndGet();
                    }
                });
            }
            try (Connection administrator = DriverManager.getConnection(database)) {
                for (int round = 0; round < ROUNDS; round++) {
                    long before = answered.get();
                    endSessions(administrator);
                    await().atMost(Duration.ofMinutes(1)).until(() -> answered.get() >= before + 5 * READERS);
                }
            } finally {
                done.set(true);
            }
        }
        assertThat(failed).isEmpty();
    }

    @Test
    void a_command_reads_its_task_again_when_its_session_was_ended() throws Exception {
        Api ann = api.as("ann");
        String task = ann.create("Buy milk").path();
        try (Connection administrator = DriverManager.getConnection(database)) {
            for (int round = 0; round < ROUNDS; round++) {
                endSessions(administrator);
                ann.patch(task, Json.object("title", "Buy milk " + round)).expect(200);
            }
        }
    }

    @Test
    void operators_are_answered_when_postgresql_ends_all_sessions() throws Exception {
        Api operator = api.withToken(Tokens.with(claims -> claims.subject("op").claim("role", "admin")));
        try (Connection administrator = DriverManager.getConnection(database)) {
            for (int round = 0; round < ROUNDS; round++) {
                endSessions(administrator);
                operator.get("/api/admin/projections").expect(200);
            }
        }
    }

    private static void endSessions(Connection administrator) throws SQLException {
        try (ResultSet ended = administrator.createStatement().executeQuery(
                "select count(pg_terminate_backend(pid, 10000)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")) {
            ended.next();
        }
    }
}
