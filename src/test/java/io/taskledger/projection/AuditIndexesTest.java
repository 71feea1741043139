package io.taskledger.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.kernel.UserId;
import io.taskledger.query.caller.CallerDatabase;
import io.taskledger.query.caller.CallerTransaction;
import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What PostgreSQL does for each question about changes, of a user with 1,000 of them among 200,000; one task has 200 of these, and
 * every other task ten.
 */
@ApplicationTest
@Import(SentStatements.class)
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditIndexesTest {

    private static final Set<String> IN_ORDER = Set.of("Limit", "Index Scan", "Index Only Scan", "Subquery Scan", "WindowAgg", "Result");

    /** What PostgreSQL does where it needs all the rows that match: it gathers them in the order of the table, and sorts them. */
    private static final Set<String> GATHERED =
            Set.of("Limit", "Index Scan", "Index Only Scan", "Subquery Scan", "WindowAgg", "Bitmap Index Scan", "Bitmap Heap Scan", "Sort", "Result");

    private static final Set<String> KEY = Set.of("audit_pkey");
    private static final Set<String> BY_USER = Set.of("audit_by_time", "audit_by_position");
    private static final String BUSY_TASK = "00000000-0000-7000-8000-000000000007";

    private final Api api;
    private final JdbcTemplate database;
    private final TransactionTemplate transaction;
    private final CallerTransaction asking;
    private final JdbcTemplate queries;
    private final SentStatements sent;

    AuditIndexesTest(
            @Autowired Api api,
            @Autowired JdbcTemplate database,
            @Autowired JdbcTransactionManager transactions,
            @Autowired CallerTransaction asking,
            @Autowired CallerDatabase queries,
            @Autowired SentStatements sent) {
        this.api = api;
        this.database = database;
        this.transaction = new TransactionTemplate(transactions);
        this.asking = asking;
        this.queries = new JdbcTemplate(queries.connections());
        this.sent = sent;
    }

    /** In the order in which they would have been stored: the changes of one task are far from each other. */
    @BeforeAll
    void changes_of_two_hundred_users() {
        transaction.executeWithoutResult(_ -> database.update("""
                insert into audit (task_id, version, position, user_id, event_id, type, occurred_at, title, completed, deleted, created_at)
                select case when i %% 1000 = 7 then '%s'::uuid else md5((i %% 20000)::text)::uuid end,
                    case when i %% 1000 = 7 then i / 1000 else i / 20000 end,
                    i, 'user-' || i %% 200, gen_random_uuid(),
                    case when i < 20000 then 'created' when i %% 7000 = 7 then 'deleted' else 'renamed' end,
                    timestamptz '2026-01-01T00:00:00Z' + i / 3 * interval '1 second', 'Title ' || i, false, false, timestamptz '2026-01-01T00:00:00Z'
                from generate_series(0, 199999) i
                """.formatted(BUSY_TASK)));
        vacuum();
    }

    /** As autovacuum does sooner or later. */
    private void vacuum() {
        database.execute((ConnectionCallback<Boolean>) connection -> {
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                return statement.execute("vacuum analyze audit");
            } finally {
                connection.setAutoCommit(false);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "limit=1", "limit=50", "limit=400", "limit=1&type=renamed", "limit=50&type=renamed", "limit=2&type=created", "limit=2&type=deleted",
        "limit=50&from=2026-01-01T10:00:00Z", "limit=50&to=2026-01-01T10:00:00Z",
        "limit=10&type=renamed&from=2026-01-01T09:00:00Z&to=2026-01-01T10:00:00Z"
    })
    void a_page_of_a_users_changes_is_read_in_the_order_of_an_index(String question) {
        Answer first = explained(IN_ORDER, BY_USER, "/api/audit?" + question);
        explained(IN_ORDER, BY_USER, "/api/audit?" + question + "&cursor=" + first.json().get("next_cursor").stringValue());
        assertThat(plan(sent.last()).toString()).as("the index condition holds the bound").containsPattern("Index Cond.*ROW\\(occurred_at, ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=1000", "limit=1000&type=renamed", "type=deleted", "from=2026-01-01T18:00:00Z"})
    void no_more_is_gathered_than_the_user_has(String question) {
        explained(GATHERED, BY_USER, "/api/audit?" + question);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&type=renamed", "&type=deleted", "&from=2026-01-01T10:00:00Z", "&limit=2", "&type=renamed&to=2026-01-01T10:00:00Z"})
    void no_more_is_gathered_than_the_task_has(String filter) {
        for (String task : List.of(BUSY_TASK, quietTask())) {
            explained(GATHERED, KEY, "/api/audit?task_id=" + task + filter);
        }
    }

    @Test
    void a_page_of_a_history_is_read_in_the_order_of_the_key() {
        for (String task : List.of(BUSY_TASK, quietTask())) {
            Answer first = explained(IN_ORDER, KEY, "/api/tasks/" + task + "/history?limit=2");
            explained(IN_ORDER, KEY, "/api/tasks/" + task + "/history?limit=2&cursor=" + first.json().get("next_cursor").stringValue());
            explained(GATHERED, KEY, "/api/tasks/" + task + "/history?limit=1000");
        }
    }

    @Test
    void whose_a_task_is_stands_in_the_key_too() {
        sent.clear();
        api.as("user-8").get("/api/tasks/" + BUSY_TASK + "/history").expect(403);
        assertThat(sent.all()).hasSize(1).allSatisfy(statement -> expectOnly(IN_ORDER, KEY, plan("user-8", statement)));
        String question = String.valueOf(database.queryForObject(
                "select replace(prosrc, '$1', quote_literal(?)) from pg_proc where proname = 'audit_of_another'", String.class, BUSY_TASK));
        expectOnly(IN_ORDER, KEY, Json.read(Objects.requireNonNull(transaction.<String>execute(_ -> {
            database.query("select set_config('taskledger.caller', 'user-8', true)", _ -> {});
            return String.valueOf(database.queryForObject("explain (format json) " + question, String.class));
        }))));
    }

    private String quietTask() {
        return String.valueOf(database.queryForObject("select md5('207')::uuid", String.class));
    }

    private Answer explained(Set<String> nodes, Set<String> indexes, String path) {
        sent.clear();
        Answer answer = api.as("user-7").get(path).expect(200);
        assertThat(sent.all()).as("statements").hasSize(1).allSatisfy(statement -> expectOnly(nodes, indexes, plan(statement)));
        return answer;
    }

    private static void expectOnly(Set<String> nodes, Set<String> indexes, JsonNode plan) {
        assertThat(new TreeSet<>(plan.findValuesAsString("Node Type"))).as(plan.toPrettyString()).isSubsetOf(nodes);
        assertThat(new TreeSet<>(plan.findValuesAsString("Index Name"))).as(plan.toPrettyString()).isNotEmpty().isSubsetOf(indexes);
    }

    private JsonNode plan(String statement) {
        return plan("user-7", statement);
    }

    /** As it is carried out: as the reader, for the caller. */
    private JsonNode plan(String caller, String statement) {
        return Json.read(asking.as(new UserId(caller), () ->
                String.valueOf(queries.queryForObject("explain (format json) " + statement, String.class))));
    }
}
