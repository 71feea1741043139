package io.taskledger.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.TaskLedger;
import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.Json;
import io.taskledger.support.TestPostgres;
import io.taskledger.support.Tokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Clients that keep a copy of their user's tasks by a stream of changes, lose the connection again and again, and come back to whichever of two
 * instances: while others write on both, no copy misses a change, and none is told one twice.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyStreamsTest {

    private static final int USERS = 10;
    private static final int STREAMS = 50;
    private static final int WRITERS = 16;
    private static final int COMMANDS = 120;
    private static final String LAST = "the last";

    private final List<ConfigurableApplicationContext> instances = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final List<Api> apis = new ArrayList<>();

    @BeforeAll
    void start() {
        String database = TestPostgres.newDatabase();
        for (int i = 0; i < 2; i++) {
            instances.add(SpringApplication.run(
                    TaskLedger.class, "--DATABASE_URL=" + database, "--BETTER_AUTH_SECRET=" + Tokens.SECRET, "--PORT=0"));
            int port = instances.getLast().getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            ports.add(port);
            apis.add(Api.on(() -> port));
        }
    }

    @AfterAll
    void stop() {
        instances.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void every_copy_is_in_the_end_what_the_service_shows() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Copy>> copies = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                var random = new Random(i);
                String user = "user-" + i % USERS;
                copies.add(threads.submit(() -> follow(user, random)));
            }
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                var random = new Random(1_000 + i);
                String user = "user-" + i % USERS;
                writers.add(threads.submit(() -> write(user, random)));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            for (int i = 0; i < USERS; i++) {
                api(i % 2, "user-" + i).create(LAST);
            }
            int connections = 0;
            for (int i = 0; i < STREAMS; i++) {
                Copy copy = copies.get(i).get();
                assertThat(copy.tasks).as("stream %d", i).isEqualTo(shown(api(i % 2, "user-" + i % USERS)));
                connections += copy.connections;
            }
            assertThat(connections).as("connections were lost").isGreaterThan(STREAMS * 3);
        }
    }

    private Api api(int instance, String user) {
        return apis.get(instance).as(user);
    }

    private static final class Copy {
        final Map<String, JsonNode> tasks = new HashMap<>();
        final Map<String, Long> versions = new HashMap<>();
        long position = -1;
        int connections;

        void apply(JsonNode change) {
            String id = change.get("task_id").stringValue();
            assertThat(change.get("position").longValue()).as("the order of %s", change).isGreaterThan(position);
            assertThat(change.get("version").longValue()).as("the next of its task: %s", change).isEqualTo(versions.getOrDefault(id, -1L) + 1);
            position = change.get("position").longValue();
            versions.put(id, change.get("version").longValue());
            if (change.get("task").isNull()) {
                tasks.remove(id);
            } else {
                tasks.put(id, change.get("task"));
            }
        }
    }

    private Copy follow(String user, Random random) throws IOException {
        var copy = new Copy();
        @Nullable String last = null;
        while (true) {
            copy.connections++;
            try (EventStream stream = EventStream.open(ports.get(random.nextInt(2)), Tokens.of(user), "", last)) {
                assertThat(stream.status()).isEqualTo(200);
                last = stream.first().id();
                for (int left = random.nextInt(40); left > 0; left--) {
                    EventStream.Event change = stream.change();
                    copy.apply(change.json());
                    last = change.id();
                    if (change.json().at("/task/title").asString("").equals(LAST)) {
                        return copy;
                    }
                }
            }
        }
    }

    private void write(String user, Random random) {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < COMMANDS; i++) {
            Api api = api(random.nextInt(2), user);
            String path = paths.isEmpty() ? "" : paths.get(random.nextInt(paths.size()));
            int what = paths.size() < 3 ? 0 : random.nextInt(6);
            Answer answer = switch (what) {
                case 0 -> api.post("/api/tasks", Json.object("title", "task " + i));
                case 1 -> api.patch(path, Json.object("title", "title " + i, "description", "described " + i));
                case 2 -> api.post(path + "/complete");
                case 3 -> api.post(path + "/reopen");
                case 4 -> api.delete(path);
                default -> api.post(path + "/restore");
            };
            assertThat(answer.status()).isIn(200, 201, 204, 404);
            if (what == 0) {
                paths.add(answer.path());
            }
        }
    }

    private static Map<String, JsonNode> shown(Api api) {
        Map<String, JsonNode> tasks = new HashMap<>();
        JsonNode page = api.get("/api/tasks?limit=1000").expect(200).json();
        page.get("items").forEach(task -> tasks.put(task.get("id").stringValue(), task));
        assertThat(page.get("next_cursor").isNull()).isTrue();
        return tasks;
    }
}
