package io.taskledger.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.StoredTasks;
import io.taskledger.support.Tokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Rebuilds and verifications of tables that are read and written meanwhile. */
@ApplicationTest
@TestPropertySource(properties = "of-its-own=rebuild")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RebuildTest {

    private static final int TASKS = 5_000;

    private final Api api;
    private final Operator operator;
    private final JdbcTemplate database;
    private final TransactionTemplate transaction;

    RebuildTest(@Autowired Api api, @Autowired JdbcTemplate database, @Autowired JdbcTransactionManager transactions) {
        this.api = api;
        this.database = database;
        operator = Operator.of(api);
        transaction = new TransactionTemplate(transactions);
    }

    @BeforeAll
    void store() {
        StoredTasks.add(database, TASKS);
        awaitFolded();
    }

    @ParameterizedTest
    @CsvSource({"tasks_2, id", "audit, 'task_id, version'"})
    void the_new_table_has_the_same_rows_and_is_defined_the_same(String projection, String key) {
        List<@Nullable String> schema = Schema.of(database, projection);
        List<@Nullable String> tables = Schema.tables(database);
        long oid = oid(projection);
        List<@Nullable String> rows = rows(projection, key);

        JsonNode done = operator.carryOut(projection, "rebuild");

        assertThat(done.get("status").stringValue()).as(done.toString()).isEqualTo("succeeded");
        assertThat(done.get("differences").longValue()).as(done.toString()).isZero();
        assertThat(done.get("folded").longValue()).isGreaterThanOrEqualTo(TASKS * StoredTasks.EVENTS);
        assertThat(done.get("swap_millis").doubleValue()).isPositive();
        assertThat(oid(projection)).isNotEqualTo(oid);
        assertThat(rows(projection, key)).isEqualTo(rows);
        assertThat(Schema.of(database, projection)).isEqualTo(schema).hasSizeGreaterThan(10)
                .anyMatch(line -> String.valueOf(line).startsWith("table|p|t|f|") && String.valueOf(line).contains("taskledger_reader=r/"))
                .anyMatch(line -> String.valueOf(line).startsWith("policy|of_the_caller|r|"));
        assertThat(Schema.tables(database)).isEqualTo(tables);
    }

    @Test
    void nobody_notices() throws Exception {
        var going = new AtomicBoolean(true);
        List<Future<Integer>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                Api reader = api.as(StoredTasks.user(i));
                clients.add(threads.submit(() -> {
                    int reads = 0;
                    for (; going.get(); reads++) {
                        JsonNode list = reader.get("/api/tasks?limit=1000&sort=title").expect(200).json();
                        assertThat(list.get("items")).hasSize(TASKS / 10);
                    }
                    return reads;
                }));
                Api writer = api.asSomeone();
                clients.add(threads.submit(() -> {
                    int writes = 0;
                    for (; going.get(); writes++) {
                        Answer created = writer.create("task " + writes);
                        if (created.header("Preference-Applied").isEmpty()) { // else it says itself that two seconds were not enough
                            assertThat(writer.get("/api/tasks?limit=1000").expect(200).json().get("items")).hasSize(Math.min(1000, writes + 1));
                        }
                        if (writer.post(created.path() + "/complete").expect(200).header("Preference-Applied").isEmpty()) {
                            assertThat(writer.get(created.path()).expect(200).json().get("completed").booleanValue()).isTrue();
                        }
                    }
                    return writes;
                }));
            }
            try {
                for (int i = 0; i < 3; i++) {
                    JsonNode done = operator.carryOut("tasks", "rebuild");
                    assertThat(done.get("status").stringValue()).as(done.toString()).isEqualTo("succeeded");
                    assertThat(done.get("differences").longValue()).as(done.toString()).isZero();
                }
            } finally {
                going.set(false);
            }
        }
        for (Future<Integer> client : clients) {
            assertThat(client.get()).isPositive();
        }
        awaitFolded();
        assertThat(operator.carryOut("tasks", "verify").get("differences").longValue()).isZero();
        assertThat(operator.carryOut("audit", "verify").get("differences").longValue()).isZero();
    }

    @Test
    void what_was_altered_by_hand_is_found_named_and_mended() {
        Api ann = api.asSomeone();
        String altered = ann.create("as it is").id();
        String missing = ann.create("there").id();
        String behind = ann.create("completed later").id();
        ann.post("/api/tasks/" + behind + "/complete").expect(200);
        sql("update tasks_2 set title = 'another', completed = true where id = '%s'".formatted(altered));
        sql("delete from tasks_2 where id = '%s'".formatted(missing));
        sql("update tasks_2 set version = 0 where id = '%s'".formatted(behind));
        String unfounded = "00000000-0000-7000-8000-000000000001";
        sql("""
                insert into tasks_2 select '%s', user_id, title, title_caseless, title_key, description, description_caseless, completed, created_at, updated_at, deleted_at, version
                from tasks_2 where id = '%s'""".formatted(unfounded, altered));

        JsonNode verified = operator.carryOut("tasks", "verify");
        assertThat(verified.get("status").stringValue()).isEqualTo("succeeded");
        assertThat(verified.get("differences").longValue()).isEqualTo(4);
        assertThat(verified.get("sample").valueStream().map(JsonNode::toString)).containsExactlyInAnyOrder(
                "{\"task_id\":\"%s\",\"version\":0,\"kind\":\"altered\",\"columns\":[\"title\",\"completed\"]}".formatted(altered),
                "{\"task_id\":\"%s\",\"version\":1,\"kind\":\"altered\",\"columns\":[\"version\"]}".formatted(behind),
                "{\"task_id\":\"%s\",\"version\":0,\"kind\":\"missing\",\"columns\":%s}".formatted(missing, columns(true)),
                "{\"task_id\":\"%s\",\"version\":0,\"kind\":\"unfounded\",\"columns\":%s}".formatted(unfounded, columns(false)));
        assertThat(ann.get("/api/tasks/" + altered).json().get("title").stringValue()).isEqualTo("another");

        assertThat(operator.carryOut("tasks", "rebuild").get("differences").longValue()).isEqualTo(4);
        assertThat(ann.get("/api/tasks/" + altered).json().get("title").stringValue()).isEqualTo("as it is");
        ann.get("/api/tasks/" + missing).expect(200);
        ann.get("/api/tasks/" + unfounded).expect(404);
        assertThat(operator.carryOut("tasks", "verify").get("differences").longValue()).isZero();
    }

    @Test
    void a_row_too_many_or_too_few_of_the_audit_trail_is_found() {
        Api ann = api.asSomeone();
        String id = ann.create("one").id();
        ann.post("/api/tasks/" + id + "/complete").expect(200);
        sql("update audit set version = 7, position = -1 where task_id = '%s' and version = 1".formatted(id));
        JsonNode verified = operator.carryOut("audit", "verify");
        assertThat(verified.get("sample").valueStream().map(row -> row.get("version").longValue() + row.get("kind").stringValue()))
                .containsExactlyInAnyOrder("1missing", "7unfounded");
        operator.carryOut("audit", "rebuild");
        assertThat(operator.carryOut("audit", "verify").get("differences").longValue()).isZero();
    }

    @Test
    void it_goes_on_when_its_connections_break() {
        for (int i = 0; i < 3; i++) {
            operator.api().post(Operator.path("audit", "rebuild")).expect(202);
            await().pollInterval(Duration.ofMillis(2)).until(() -> isBegun(operator.last("audit", "rebuild")));
            database.queryForList("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'task-ledger maintenance'"
                    + " and datname = current_database()");
            await().atMost(Duration.ofMinutes(1)).until(() -> hasEnded("audit"));
            JsonNode done = operator.last("audit", "rebuild");
            assertThat(done.get("status").stringValue()).as(done.toString()).isEqualTo("succeeded");
            assertThat(done.get("differences").longValue()).as(done.toString()).isZero();
        }
    }

    /** Who asks while connections break may get a 503. */
    private boolean hasEnded(String projection) {
        Answer answer = operator.api().get(Operator.path(projection, "rebuild"));
        return answer.status() == 200 && !answer.json().get("status").stringValue().equals("running");
    }

    /** Locks on the new table, as an autovacuum takes them, so that it can't take the old one's place at the first try. */
    @Test
    void what_was_folded_in_a_try_that_failed_is_folded_again() throws Exception {
        Api ann = api.asSomeone();
        List<String> created = new ArrayList<>();
        try (Connection reader = connect(); Connection vacuum = connect()) {
            execute(reader, "lock table tasks_2 in access share mode");
            operator.api().post(Operator.path("tasks", "rebuild")).expect(202);
            await().atMost(Duration.ofMinutes(1)).until(() -> operator.last("tasks", "rebuild").get("phase").stringValue().equals("swap"));
            execute(vacuum, "lock table projection_rebuild.tasks_2 in share update exclusive mode");
            for (int i = 0; i < 20; i++) {
                created.add(ann.with("Prefer", "respond-async").create("task " + i).path());
            }
            await().until(() -> ann.get(created.getLast()).status() == 200);
            reader.rollback();
            await().pollInterval(Duration.ofMillis(1)).until(this::waitsForTheNewTable);
            await().pollInterval(Duration.ofMillis(1)).until(() -> !waitsForTheNewTable());
            vacuum.rollback();
        }
        assertThat(operator.end("tasks", "rebuild").get("status").stringValue()).isEqualTo("succeeded");
        created.forEach(path -> ann.post(path + "/complete").expect(200));
        created.forEach(path -> assertThat(ann.get(path).expect(200).json().get("completed").booleanValue()).isTrue());
        assertThat(operator.carryOut("tasks", "verify").get("differences").longValue()).isZero();
    }

    private boolean waitsForTheNewTable() {
        return !database.queryForList("select 1 from pg_locks where not granted and relation = to_regclass('projection_rebuild.tasks_2')").isEmpty();
    }

    private Connection connect() throws SQLException {
        Connection connection = Objects.requireNonNull(database.getDataSource()).getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean isBegun(JsonNode job) {
        return !job.get("phase").stringValue().equals("fold") || job.get("folded").longValue() > 0;
    }

    @Test
    void its_progress_can_be_watched_as_it_comes() {
        operator.api().post(Operator.path("tasks", "rebuild")).expect(202);
        String events = operator.api().with("Accept", "text/event-stream").get(Operator.path("tasks", "rebuild")).expect(200).body();
        assertThat(events).startsWith("event:progress\ndata:{\"").contains("\"status\":\"succeeded\"").endsWith("\n\n");
    }

    @Test
    void an_event_holds_no_line_break_of_any_kind() {
        operator.carryOut("tasks", "verify");
        sql("update projection_job set failure = E'a\\u2028b\\u2029c\\u0085d\\ne' where projection = 'tasks_2' and kind = 'verify'");
        String events = operator.api().with("Accept", "text/event-stream").get(Operator.path("tasks", "verify")).expect(200).body();
        assertThat(events.split("[\\x0a-\\x0d\\x1c-\\x1e\\x85\u2028\u2029]")).hasSize(2).anyMatch(line -> line.contains("a\\u2028b\\u2029c\\u0085d\\ne"));
        sql("update projection_job set failure = null where projection = 'tasks_2' and kind = 'verify'");
    }

    @Test
    void of_one_projection_one_runs_at_a_time_and_it_can_be_cancelled() {
        Answer ordered = operator.api().post(Operator.path("audit", "verify"));
        assertThat(ordered.expect(202).header("Location")).hasValue(Operator.path("audit", "verify"));
        operator.end("audit", "verify");
        sql("update projection_job set status = 'running', runner = gen_random_uuid(), lease_until = now() + interval '1 hour' where projection = 'audit' and kind = 'verify'");
        operator.api().post(Operator.path("audit", "verify")).expectProblem(409, "already-running");
        operator.api().post(Operator.path("audit", "rebuild")).expectProblem(409, "already-running");
        operator.api().with("Accept", "text/plain").delete(Operator.path("audit", "verify")).expect(204);
        assertThat(operator.end("audit", "verify").get("status").stringValue()).isEqualTo("cancelled");
        operator.api().delete(Operator.path("audit", "verify")).expectProblem(404, "no-such-resource");
        assertThat(operator.carryOut("audit", "verify").get("status").stringValue()).isEqualTo("succeeded");
        assertThat(Schema.tables(database)).noneMatch(table -> String.valueOf(table).startsWith("projection_rebuild."));
    }

    @Test
    void one_whose_table_is_gone_begins_anew() {
        operator.carryOut("audit", "verify");
        sql("update projection_job set status = 'running', phase = 'catch_up', finished_at = null where projection = 'audit' and kind = 'verify'");
        JsonNode done = operator.end("audit", "verify");
        assertThat(done.get("status").stringValue()).as(done.toString()).isEqualTo("succeeded");
        assertThat(done.get("differences").longValue()).isZero();
    }

    @Test
    void all_projections_are_reported() {
        assertThat(operator.report("tasks").get("status").stringValue()).isEqualTo("live");
        JsonNode audit = operator.report("audit");
        assertThat(audit.get("version").intValue()).isEqualTo(1);
        assertThat(audit.get("position").longValue()).isPositive().isLessThanOrEqualTo(audit.get("head").longValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "user,admin", " admin , user"})
    void an_operator_has_the_role(String role) {
        api.withToken(Tokens.with(claims -> claims.subject("op").claim("role", role))).get("/api/admin/projections").expect(200);
    }

    @Test
    void an_operator_may_have_it_in_a_list_or_as_a_scope() {
        api.withToken(Tokens.with(claims -> claims.subject("op").claim("role", List.of("user", "admin")))).get("/api/admin/projections").expect(200);
        api.withToken(Tokens.with(claims -> claims.subject("op").claim("scope", "openid admin"))).get("/api/admin/projections").expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "administrator", "Admin", "admin-not", "user admin"})
    void nobody_else_is_one(String role) {
        Api user = api.withToken(Tokens.with(claims -> claims.subject("op").claim("role", role).claim("scope", "administer")));
        user.get("/api/admin/projections").expectProblem(403, "not-allowed");
        user.post(Operator.path("tasks", "rebuild")).expectProblem(403, "not-allowed");
        user.post(Operator.path("no-such", "rebuild")).expectProblem(403, "not-allowed");
        api.get("/api/admin/projections").expectProblem(401, "unauthenticated");
    }

    @Test
    void what_is_not_there_is_not_found() {
        operator.api().post(Operator.path("no-such", "rebuild")).expectProblem(404, "no-such-resource");
        operator.api().get(Operator.path("no-such", "rebuild")).expectProblem(404, "no-such-resource");
        operator.api().post("/api/admin/projections/no-such/dead-letters/retry").expectProblem(404, "no-such-resource");
        operator.api().get("/api/admin/projections/tasks").expectProblem(404, "no-such-resource");
    }

    private static String columns(boolean nulls) {
        String all = "[\"id\",\"user_id\",\"title\",\"title_caseless\",\"title_key\",\"description\",\"description_caseless\",\"completed\",\"created_at\",\"updated_at\",\"deleted_at\",\"version\"]";
        return nulls ? all.replace("\"description\",\"description_caseless\",", "").replace("\"deleted_at\",", "") : all;
    }

    private void awaitFolded() {
        await().atMost(Duration.ofMinutes(1)).until(() -> List.of("tasks", "audit").stream().allMatch(
                name -> operator.report(name).get("events_behind").longValue() == 0));
    }

    private void sql(String statement) {
        transaction.executeWithoutResult(_ -> database.update(statement));
    }

    private long oid(String table) {
        return database.queryForList("select ?::regclass::oid::bigint", Long.class, table).getFirst();
    }

    private List<@Nullable String> rows(String table, String key) {
        return database.queryForList("select %1$s::text from %1$s order by %2$s".formatted(table, key), String.class);
    }
}
