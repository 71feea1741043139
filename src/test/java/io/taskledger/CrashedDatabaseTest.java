package io.taskledger;

import static org.awaitility.Awaitility.await;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.BesideOthers;
import io.taskledger.support.Json;
import io.taskledger.support.RunningService;
import io.taskledger.support.TestCluster;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** PostgreSQL is stopped at once, in the middle of things ({@code pg_ctl -m immediate}), and starts again. */
@BesideOthers
class CrashedDatabaseTest {

    /** Of a process: each may come while a batch is not on the disk yet. */
    private static final int DEATHS = 5;

    @Test
    void what_was_acknowledged_is_there_and_projections_go_on_without_help(@TempDir Path folder) throws Exception {
        whileTasksAreCreated(folder, (postgres, acknowledged) -> {
            postgres.killImmediately();
            postgres.startAgain();
        });
    }

    /** PostgreSQL goes on so soon that pooled connections are replaced, and nobody else notices. */
    @Test
    void nothing_acknowledged_is_missing_after_processes_of_postgresql_died(@TempDir Path folder) throws Exception {
        whileTasksAreCreated(folder, (postgres, acknowledged) -> {
            for (int death = 1; death <= DEATHS; death++) {
                postgres.killBackend();
                awaitMore(acknowledged);
            }
        });
    }

    private interface Crash {
        void of(TestCluster postgres, Set<String> acknowledged) throws Exception;
    }

    private static void whileTasksAreCreated(Path folder, Crash crash) throws Exception {
        try (var postgres = new TestCluster(folder.resolve("data"));
                RunningService service = RunningService.start(
                        Map.of("DATABASE_URL", postgres.url(), "BETTER_AUTH_SECRET", Tokens.SECRET))) {
            Api ann = service.api().as("ann");
            Set<String> acknowledged = ConcurrentHashMap.newKeySet();
            var done = new AtomicBoolean();
            List<Future<?>> creating = new ArrayList<>();
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int client = 0; client < 8; client++) {
                    creating.add(clients.submit(() -> createUntil(done, ann, acknowledged)));
                }
                try {
                    awaitMore(acknowledged);
                    crash.of(postgres, acknowledged);
                    awaitMore(acknowledged);
                } finally {
                    done.set(true); // or closing would wait for them for ever
                }
            }
            for (Future<?> client : creating) {
                client.get();
            }
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> ann.get("/actuator/health/readiness").expect(200));
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> acknowledged.forEach(path -> ann.get(path).expect(200)));
        }
    }

    private static void awaitMore(Set<String> acknowledged) {
        int before = acknowledged.size();
        await().atMost(Duration.ofMinutes(2)).until(() -> acknowledged.size() > before + 200);
    }

    private static void createUntil(AtomicBoolean done, Api ann, Set<String> acknowledged) {
        while (!done.get()) {
            Answer answer = ann.post("/api/tasks", Json.object("title", "task"));
            if (answer.status() == 201) {
                acknowledged.add(answer.path());
            } else {
                answer.expectProblem(503, "unavailable");
            }
        }
    }
}
