package io.taskledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.BesideOthers;
import io.taskledger.support.RunningService;
import io.taskledger.support.TestCluster;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Someone draws a position by hand, outside of this service and its bounds, and goes to sleep. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SleepingWriterTest {

    private TestCluster postgres;
    private RunningService service;
    private Api ann;

    /** On a server of its own: while someone sleeps in a transaction, nothing is cleaned in any database of that server. */
    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        postgres = new TestCluster(folder.resolve("data"));
        service = RunningService.start(Map.of("DATABASE_URL", postgres.url(), "BETTER_AUTH_SECRET", Tokens.SECRET));
        ann = service.api().as("ann");
    }

    @AfterAll
    void stop() throws IOException {
        service.close();
        postgres.close();
    }

    /** 70 seconds are past every time-out of Axon's own reader, which would have gone on without the sleeper's event. */
    @Test
    void readers_wait_for_it_and_say_so_and_then_every_event_arrives() throws Exception {
        try (Connection sleeper = DriverManager.getConnection(postgres.url())) {
            String slept = drawPosition(sleeper);
            Answer meanwhile = ann.create("meanwhile");
            assertThat(meanwhile.header("Preference-Applied")).hasValue("respond-async");
            ann.get("/actuator/health/readiness").expect(200);

            await().pollInterval(Duration.ofSeconds(1)).atMost(Duration.ofMinutes(2)).until(() -> metric("event_store_oldest_hole_seconds") > 70);
            assertThat(ann.get("/actuator/health/readiness").expect(503).json().get("status").stringValue()).isEqualTo("OUT_OF_SERVICE");
            assertThat(metric("projection_events_behind{projection=\"tasks_2\"}")).isEqualTo(2);
            assertThat(metric("projection_behind_seconds{projection=\"tasks_2\"}")).isGreaterThan(60);
            ann.get(meanwhile.path()).expect(404);

            sleeper.commit();
            await().untilAsserted(() -> ann.get(meanwhile.path()).expect(200));
            assertThat(ann.get("/api/tasks/" + slept).expect(200).json().get("title").stringValue()).isEqualTo("slept");
            await().untilAsserted(() -> ann.get("/actuator/health/readiness").expect(200));
            await().until(() -> metric("event_store_oldest_hole_seconds") == 0 && metric("projection_events_behind{projection=\"tasks_2\"}") == 0);
        }
    }

    @Test
    void where_it_is_killed_its_position_is_passed() throws Exception {
        try (Connection sleeper = DriverManager.getConnection(postgres.url()); Connection killer = DriverManager.getConnection(postgres.url())) {
            String never = drawPosition(sleeper);
            Answer meanwhile = ann.create("meanwhile");
            assertThat(meanwhile.header("Preference-Applied")).hasValue("respond-async");
            value(killer, "select pg_terminate_backend(%s)".formatted(value(killer, """
                    select pid from pg_locks where relation = 'domain_event_entry'::regclass and mode = 'RowExclusiveLock'
                    """)));
            await().untilAsserted(() -> ann.get(meanwhile.path()).expect(200));
            ann.get("/api/tasks/" + never).expect(404);
        }
    }

    private static String drawPosition(Connection sleeper) throws SQLException {
        sleeper.setAutoCommit(false);
        String id = UUID.randomUUID().toString();
        try (Statement statement = sleeper.createStatement()) {
            statement.execute("""
                    insert into domain_event_entry (aggregate_identifier, sequence_number, event_identifier, type, time_stamp, payload_type,
                        payload_revision, payload, meta_data)
                    values ('%1$s', 0, gen_random_uuid(), 'Task', now(), 'TaskCreated', '1',
                        '{"task_id": "%1$s", "user_id": "ann", "title": "slept", "description": null}', '{}')
                    """.formatted(id));
        }
        return id;
    }

    private double metric(String name) {
        Matcher line = Pattern.compile("^" + Pattern.quote(name) + " (.*)$", Pattern.MULTILINE).matcher(ann.get("/actuator/prometheus").body());
        assertThat(line.find()).as(name).isTrue();
        return Double.parseDouble(line.group(1));
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
