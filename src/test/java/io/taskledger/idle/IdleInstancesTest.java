package io.taskledger.idle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.TaskLedger;
import io.taskledger.query.tasks.NextRelease;
import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.Json;
import io.taskledger.support.Session;
import io.taskledger.support.StatementLog;
import io.taskledger.support.TestCluster;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Two instances on one PostgreSQL, which logs every statement: while nobody needs them, it hears nothing of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdleInstancesTest {

    private static final String SESSIONS =
            "select count(*) from pg_stat_activity where application_name like 'task-ledger%'";

    private static final String RECENTLY_FED = "select count(*) from token_entry where timestamp::timestamptz > clock_timestamp() - interval '2 s'";

    private final List<ConfigurableApplicationContext> instances = new ArrayList<>();
    private final Map<ConfigurableApplicationContext, Api> apis = new ConcurrentHashMap<>();
    private StatementLog log = new StatementLog(Path.of(""));
    private TestCluster postgres;
    private Session observer;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        log = new StatementLog(folder.resolve("log"));
        postgres = new TestCluster(folder.resolve("data"), log.settings());
        instances.add(instance(TaskLedger.class));
        instances.add(instance(TaskLedger.class));
    }

    private ConfigurableApplicationContext instance(Class<?>... release) {
        return new SpringApplicationBuilder(release).run(
                "--DATABASE_URL=" + postgres.url(), "--BETTER_AUTH_SECRET=" + Tokens.SECRET, "--PORT=0", "--TASKLEDGER_IDLE_AFTER=1s",
                "--spring.main.allow-bean-definition-overriding=true");
    }

    @AfterAll
    void stop() throws IOException {
        instances.forEach(ConfigurableApplicationContext::close);
        postgres.close();
    }

    @BeforeEach
    void observe() {
        observer = Session.on(postgres.url() + "&ApplicationName=observer");
    }

    @AfterEach
    void close() {
        observer.close();
    }

    @Test
    void what_needs_no_database_is_answered_from_memory_and_wakes_nobody() {
        api(0).as("ann").create("Buy milk");
        awaitSleep();
        List<String> lines = log.linesDuring(observer, () -> instances.forEach(instance -> {
            for (int i = 0; i < 20; i++) {
                api(instance).get("/actuator/health/readiness").expect(200);
                api(instance).get("/actuator/health/liveness").expect(200);
                assertThat(api(instance).get("/actuator/prometheus").expect(200).body())
                        .contains("\ninstance_asleep 1.0").contains("\nprojection_events_behind{projection=\"tasks_2\"} 0.0");
            }
            Api nobody = api(instance);
            Stream.of("/", "/page/app.js", "/v3/api-docs", "/swagger-ui/index.html").forEach(path -> assertThat(nobody.get(path).status()).isEqualTo(200));
            nobody.get("/api/tasks").expect(401);
            nobody.withToken("made.up.token").post("/api/tasks", Json.object("title", "Buy milk")).expect(401);
            Api ann = nobody.as("ann");
            ann.get("/api/me").expect(200);
            ann.get("/api/nothing").expect(404);
            ann.delete("/api/tasks").expect(405);
            ann.get("/api/tasks?limit=0").expect(422);
            ann.post("/api/tasks", "{").expect(400);
            ann.post("/api/tasks", Json.object("title", "")).expect(422);
            ann.get("/api/admin/projections").expect(403);
        }));
        assertThat(lines).noneMatch(line -> line.contains("task-ledger") || line.contains("connection"));
        assertThat(observer.number(SESSIONS)).isZero();
        assertThat(instances).allMatch(IdleInstancesTest::isAsleep);
    }

    @Test
    void readiness_says_that_it_is_idle() {
        awaitSleep();
        HealthDescriptor health = instances.getFirst().getBean(HealthEndpoint.class).healthForPath("projections");
        assertThat(health).isInstanceOfSatisfying(IndicatedHealthDescriptor.class, projections -> {
            assertThat(projections.getDetails()).containsEntry("idle", true);
            assertThat(projections.getStatus()).isEqualTo(Status.UP);
        });
    }

    @Test
    void probes_and_metrics_keep_nobody_awake() {
        api(0).as("ann").create("Buy milk");
        await().atMost(Duration.ofMinutes(1)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(50)).until(() -> {
            api(0).get("/actuator/health/readiness").expect(200);
            api(0).get("/actuator/prometheus").expect(200);
            api(0).get("/api/tasks").expect(401);
            return isAsleep(instances.getFirst());
        });
    }

    @Test
    void claims_are_given_up_and_whoever_serves_the_next_command_takes_them() {
        awaitSleep();
        assertThat(observer.number("select count(*) from token_entry where owner is not null")).isZero();
        for (int i = 0; i < 2; i++) {
            Answer created = api(i).as("ann").create("Buy milk");
            assertThat(created.header("Preference-Applied")).isEmpty();
            assertThat(api(i).as("ann").get(created.path()).expect(200).json()).isEqualTo(created.json());
            assertThat(api(1 - i).as("ann").get(created.path()).expect(200).json()).isEqualTo(created.json());
            awaitSleep();
        }
    }

    @Test
    void projections_are_fed_again_before_the_first_answer() {
        awaitSleep();
        observer.run("update token_entry set timestamp = '2000-01-01T00:00:00.000Z'");
        JsonNode projections = api(0).withToken(Tokens.with(claims -> claims.subject("op").claim("role", "admin")))
                .get("/api/admin/projections").expect(200).json().get("items");
        assertThat(projections).hasSize(2).allMatch(projection -> projection.get("status").stringValue().equals("live"));
    }

    @Test
    void feeds_and_cursors_go_on_where_they_were() {
        Api ann = api(1).as("feed");
        ann.create("one");
        ann.create("two");
        String since = ann.get("/api/changes?since=now").expect(200).json().get("next_since").stringValue();
        String cursor = ann.get("/api/tasks?limit=1").expect(200).json().get("next_cursor").stringValue();
        awaitSleep();
        Answer created = api(0).as("feed").create("three");
        JsonNode changes = api(1).as("feed").get("/api/changes?since=" + since).expect(200).json().get("items");
        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).get("task_id").stringValue()).isEqualTo(created.id());
        assertThat(api(1).as("feed").get("/api/tasks?limit=1&cursor=" + cursor).expect(200).json().at("/items/0/title").stringValue()).isEqualTo("one");
    }

    @Test
    void what_nobody_folded_is_folded_before_the_first_answer() {
        awaitSleep();
        String id = store("left by an instance that was killed");
        assertThat(api(0).as("left").get("/api/tasks/" + id).expect(200).json().get("title").stringValue()).startsWith("left by");
    }

    @Test
    void requests_that_come_at_once_wake_an_instance_once() throws Exception {
        awaitSleep();
        InstanceSleep sleep = instances.getFirst().getBean(InstanceSleep.class);
        long before = sleep.wakeUps();
        List<Future<Answer>> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                answers.add(clients.submit(() -> api(0).as("ann").get("/api/tasks")));
            }
        }
        for (Future<Answer> answer : answers) {
            answer.get().expect(200);
        }
        assertThat(sleep.wakeUps()).isEqualTo(before + 1);
    }

    @Test
    void an_instance_that_has_a_stream_is_not_idle() throws Exception {
        try (InputStream stream = stream(instances.getFirst(), "ann")) {
            assertThat(stream.read()).isNotNegative();
            api(1).as("ann").get("/api/tasks").expect(200);
            await().atMost(Duration.ofMinutes(1)).until(() -> isAsleep(instances.get(1)));
            assertThat(isAsleep(instances.getFirst())).isFalse();
            Answer created = api(1).as("ann").create("seen on the stream");
            await().atMost(Duration.ofMinutes(1)).until(() -> read(stream).contains(created.id()));
        }
        awaitSleep();
    }

    @Test
    void a_release_that_slept_catches_up_before_it_answers() {
        awaitSleep();
        ConfigurableApplicationContext next = instance(TaskLedger.class, NextRelease.class);
        instances.add(next);
        try {
            await().atMost(Duration.ofMinutes(1)).until(() -> api(next).get("/actuator/health/readiness").status() == 200);
            for (int i = 0; i < 3; i++) {
                awaitSleep();
                await().until(() -> observer.number(RECENTLY_FED) == 0); // until then commands wait for the other release's table
                Answer created = api(0).as("both").create("task " + i);
                assertThat(created.header("Preference-Applied")).isEmpty();
                assertThat(api(next).as("both").get(created.path()).expect(200).json()).isEqualTo(created.json());
            }
        } finally {
            instances.remove(next);
            next.close();
        }
    }

    @Test
    void an_instance_that_sleeps_stops_without_a_word() {
        ConfigurableApplicationContext third = instance(TaskLedger.class);
        instances.add(third);
        awaitSleep();
        instances.remove(third);
        assertThat(log.linesDuring(observer, third::close)).noneMatch(line -> line.contains("task-ledger") || line.contains("connection"));
    }

    @Test
    void a_database_that_is_away_as_it_wakes_is_found_again() throws Exception {
        awaitSleep();
        observer.close();
        postgres.killImmediately();
        api(0).get("/actuator/health/readiness").expect(200);
        api(0).as("ann").get("/api/tasks").expectProblem(503, "unavailable");
        postgres.startAgain();
        observe();
        await().atMost(Duration.ofMinutes(1)).until(() -> api(0).as("ann").get("/api/tasks").status() == 200);
        Answer created = api(0).as("ann").create("Buy milk");
        await().atMost(Duration.ofMinutes(1)).until(() -> api(1).as("ann").get(created.path()).status() == 200);
        awaitSleep();
    }

    private void awaitSleep() {
        await().atMost(Duration.ofMinutes(1)).until(() -> instances.stream().allMatch(IdleInstancesTest::isAsleep) && observer.number(SESSIONS) == 0);
    }

    private String store(String title) {
        String id = UUID.randomUUID().toString();
        observer.run("""
                insert into domain_event_entry (aggregate_identifier, sequence_number, event_identifier, type, time_stamp, payload_type,
                    payload_revision, payload, meta_data)
                values ('%1$s', 0, gen_random_uuid(), 'Task', now(), 'TaskCreated', '1',
                    jsonb_build_object('task_id', '%1$s', 'user_id', 'left', 'title', '%2$s', 'description', null), '{"actor": "left"}')
                """.formatted(id, title));
        return id;
    }

    private static InputStream stream(ConfigurableApplicationContext instance, String user) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port(instance) + "/api/changes/stream?since=now"))
                        .header("Authorization", "Bearer " + Tokens.of(user))
                        .build(),
                BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static String read(InputStream stream) throws IOException {
        byte[] some = new byte[8192];
        int count = stream.read(some);
        return new String(some, 0, Math.max(0, count), StandardCharsets.UTF_8);
    }

    private static boolean isAsleep(ConfigurableApplicationContext instance) {
        return instance.getBean(InstanceSleep.class).isAsleep();
    }

    private Api api(int number) {
        return api(instances.get(number));
    }

    private Api api(ConfigurableApplicationContext instance) {
        return apis.computeIfAbsent(instance, _ -> Api.on(() -> port(instance)));
    }

    private static int port(ConfigurableApplicationContext instance) {
        return instance.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }
}
