package io.taskledger.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Feeding;
import io.taskledger.support.Json;
import io.taskledger.support.Session;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.util.UUID;

@ApplicationTest
@DirtiesContext // events of no task are written behind the application's back
class HealthAndMetricsTest {

    private final Api api;
    private final JdbcTemplate database;
    private final TransactionTemplate transaction;
    private final Feeding projections;

    HealthAndMetricsTest(
            @Autowired Api api,
            @Autowired JdbcTemplate database,
            @Autowired JdbcTransactionManager transactions,
            @Autowired ApplicationContext application) {
        this.api = api;
        this.database = database;
        this.transaction = new TransactionTemplate(transactions);
        projections = Feeding.of(application);
    }

    @BeforeEach
    void becomeReady() {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> api.get("/actuator/health/readiness").expect(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"liveness", "readiness"})
    void health_says_up_and_nothing_more(String probe) {
        assertThat(api.get("/actuator/health/" + probe).expect(200).json()).isEqualTo(Json.read("{\"status\": \"UP\"}"));
    }

    @Test
    void it_is_not_ready_while_a_projection_is_far_behind_and_is_again_when_it_has_caught_up() {
        projections.stop();
        transaction.executeWithoutResult(_ -> database.update("""
                insert into domain_event_entry (aggregate_identifier, sequence_number, event_identifier, type, time_stamp, payload_type,
                    payload_revision, payload, meta_data)
                select id, 0, gen_random_uuid(), 'Task', now(), 'TaskCreated', '1',
                    jsonb_build_object('task_id', id, 'user_id', 'nobody', 'title', 'a', 'description', null), '{}'
                from (select gen_random_uuid()::text as id from generate_series(1, 20000)) ids
                """));
        assertThat(api.get("/actuator/health/readiness").expect(503).json().get("status").stringValue()).isEqualTo("OUT_OF_SERVICE");
        api.get("/actuator/health/liveness").expect(200);

        projections.start();
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> api.get("/actuator/health/readiness").expect(200));
    }

    @Test
    void it_is_not_ready_while_a_projection_stands_beyond_the_last_event() {
        projections.stop();
        String token = database.queryForObject("select token from token_entry where processor_name = 'tasks_2'", String.class);
        store("{\"globalIndex\": 1000000000}");
        assertThat(api.get("/actuator/health/readiness").expect(503).json().get("status").stringValue()).isEqualTo("OUT_OF_SERVICE");

        store(token);
        projections.start();
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> api.get("/actuator/health/readiness").expect(200));
    }

    @Test
    void probes_and_metrics_wait_for_no_lock_of_postgresql(@Autowired Environment environment) {
        try (Session session = Session.on(environment.getRequiredProperty("DATABASE_URL"))) {
            session.run("begin");
            session.run("lock table dead_letter in access exclusive mode");
            api.get("/actuator/health/readiness").expect(200);
            assertThat(api.get("/actuator/prometheus").expect(200).body())
                    .contains("\nprojection_events_behind{projection=\"tasks_2\"} 0.0");
        }
    }

    private void store(@Nullable String token) {
        transaction.executeWithoutResult(_ -> database.update("update token_entry set token = ? where processor_name = 'tasks_2'", token));
    }

    @Test
    void commits_and_conflicts_are_counted_apart() {
        Api ann = api.asSomeone();
        double appended = metric("event_store_appended_events_total");
        double conflicts = metric("event_store_conflicts_total");
        String id = UUID.randomUUID().toString();
        ann.post("/api/tasks", Json.object("title", "first", "id", id)).expect(201);
        ann.post("/api/tasks", Json.object("title", "second", "id", id)).expect(409);
        assertThat(metric("event_store_appended_events_total")).isEqualTo(appended + 1);
        assertThat(metric("event_store_conflicts_total")).isEqualTo(conflicts + 1);
    }

    private double metric(String name) {
        return api.get("/actuator/prometheus").body().lines().filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1))).sum();
    }

    @Test
    void metrics_tell_of_requests_the_pool_and_the_jvm_and_not_of_every_filter() {
        api.asSomeone().create("Buy milk");
        String metrics = api.get("/actuator/prometheus").expect(200).body();
        assertThat(metrics).contains("http_server_requests_seconds_count").contains("uri=\"/api/tasks\"")
                .contains("hikaricp_connections_active").contains("jvm_memory_used_bytes")
                .contains("event_store_append_seconds_count").contains("event_store_appended_events_total")
                .contains("event_store_last_position").contains("event_store_oldest_hole_seconds").contains("event_store_listening")
                .contains("event_store_wake_ups_total{cause=\"commit\"}").contains("projection_events_behind{projection=\"tasks_2\"}")
                .doesNotContain("spring_security_");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/health", "/env", "/metrics", "/beans", "/heapdump", "/loggers", "/flyway", "/shutdown", "/configprops", "/info"})
    void nothing_else_of_the_actuator_is_open(String endpoint) {
        api.get("/actuator" + endpoint).expectProblem(401, "unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/health", "/health/db", "/env", "/metrics", "/beans", "/heapdump", "/loggers", "/flyway", "/shutdown", "/configprops"})
    void nor_is_it_for_those_with_a_token(String endpoint) {
        api.asSomeone().get("/actuator" + endpoint).expectProblem(403, "not-allowed");
    }
}
