package io.taskledger.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.kernel.UserId;
import io.taskledger.query.caller.CallerDatabase;
import io.taskledger.query.caller.CallerTransaction;
import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import org.jspecify.annotations.Nullable;
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
import java.util.Set;
import java.util.TreeSet;

/** What PostgreSQL does for each question of a user with 1,000 tasks among 1,000,000: it explains every statement that was really sent. */
@ApplicationTest
@Import(SentStatements.class)
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TaskIndexesTest {

    private static final Set<String> ALLOWED = Set.of("Limit", "Index Scan", "Index Only Scan", "Aggregate", "Result");

    private final Api api;
    private final JdbcTemplate database;
    private final TransactionTemplate transaction;
    private final CallerTransaction asking;
    private final JdbcTemplate queries;
    private final SentStatements sent;

    TaskIndexesTest(
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

    @BeforeAll
    void a_million_tasks_of_a_thousand_users() {
        List<@Nullable String> definitions = dropIndexes(); // a million rows are sorted into a new index sooner than one by one
        for (int first = 1; first < 1_000_000; first += 100_000) { // in parts: the pool gives up on a statement that takes half a minute
            insert(first, first + 99_999);
        }
        definitions.forEach(this::execute);
        vacuum();
    }

    /** But for the primary key; gives what makes them again. */
    private List<@Nullable String> dropIndexes() {
        String indexes = "select %s from pg_index where indrelid = 'tasks_2'::regclass and not indisprimary";
        List<@Nullable String> definitions = database.queryForList(indexes.formatted("pg_get_indexdef(indexrelid)"), String.class);
        database.queryForList(indexes.formatted("'drop index ' || indexrelid::regclass"), String.class).forEach(this::execute);
        return definitions;
    }

    private void execute(@Nullable String sql) {
        transaction.executeWithoutResult(_ -> database.execute(String.valueOf(sql)));
    }

    private void insert(int first, int last) {
        transaction.executeWithoutResult(_ -> database.update("""
                insert into tasks_2
                select gen_random_uuid(), 'user-' || i % 1000, 'Title ' || t.title, 'title ' || t.title, 'title ' || t.title,
                    case when i % 7 = 0 then 'Description ' || i end, case when i % 7 = 0 then 'description ' || i end, i % 3 = 0,
                    now() - i * interval '1 second', now() - t.title * interval '1 second',
                    case when i % 11 = 0 then now() end, i % 5
                from generate_series(?, ?) i, lateral (select (i::bigint * 7919 % 1000003) as title) t
                """, first, last));
    }

    /** As autovacuum does sooner or later. */
    private void vacuum() {
        database.execute((ConnectionCallback<Boolean>) connection -> {
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                return statement.execute("vacuum analyze tasks_2");
            } finally {
                connection.setAutoCommit(false);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"created_at", "-created_at", "updated_at", "-updated_at", "title", "-title"})
    void a_list_reads_one_index_in_its_order(String sort) {
        for (String filter : List.of("", "&completed=true", "&completed=false", "&q=7", "&completed=true&q=7", "&limit=1", "&limit=100")) {
            Answer first = explained("/api/tasks?sort=" + sort + filter);
            String cursor = first.json().get("next_cursor").stringValue();
            explained("/api/tasks?sort=" + sort + filter + "&cursor=" + cursor);
        }
    }

    @Test
    void a_later_page_begins_where_its_cursor_says() {
        String cursor = api.as("user-7").get("/api/tasks?limit=800").json().get("next_cursor").stringValue();
        explained("/api/tasks?limit=10&cursor=" + cursor);
        assertThat(plan(sent.last()).toString()).as("the index condition holds the bound").containsPattern("Index Cond.*ROW\\(created_at, id\\) < ");
    }

    @Test
    void a_task_is_found_by_its_key() {
        String id = api.as("user-7").get("/api/tasks?limit=1").json().get("items").get(0).get("id").stringValue();
        explained("/api/tasks/" + id);
        sent.clear();
        api.as("user-8").get("/api/tasks/" + id).expect(403);
        assertThat(sent.all()).hasSize(1).allSatisfy(this::expectIndexScans);
        String question = String.valueOf(database.queryForObject(
                "select replace(prosrc, '$1', quote_literal(?)) from pg_proc where proname = 'tasks_2_of_another'", String.class, id));
        JsonNode plan = Json.read(String.valueOf(database.queryForObject("explain (format json) " + question, String.class)));
        assertThat(plan.findValuesAsString("Index Name")).as(plan.toPrettyString()).containsExactly("tasks_2_pkey");
    }

    @Test
    void a_summary_counts_in_an_index() {
        explained("/api/tasks/summary");
    }

    private Answer explained(String path) {
        sent.clear();
        Answer answer = api.as("user-7").get(path).expect(200);
        assertThat(sent.all()).as("statements").hasSize(1).allSatisfy(this::expectIndexScans);
        return answer;
    }

    private void expectIndexScans(String statement) {
        JsonNode plan = plan(statement);
        assertThat(new TreeSet<>(plan.findValuesAsString("Node Type"))).as("%s\n%s", statement, plan.toPrettyString()).isSubsetOf(ALLOWED);
    }

    /** As it is carried out: as the reader, for the caller. */
    private JsonNode plan(String statement) {
        return Json.read(asking.as(new UserId("user-7"), () ->
                String.valueOf(queries.queryForObject("explain (format json) " + statement, String.class))));
    }
}
