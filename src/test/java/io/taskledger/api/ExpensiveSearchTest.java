package io.taskledger.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Searches of a user with many tasks that are all alike, which take PostgreSQL much longer than a query may take here. */
@ApplicationTest
@TestPropertySource(properties = "taskledger.database.longest-query=200ms")
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExpensiveSearchTest {

    /** U+2057 is four times U+2032 as it is compared: each description has 12,000 bytes, and each place in it begins as the text does. */
    private static final String EXPENSIVE = "/api/tasks?q=" + URLEncoder.encode("\u2057".repeat(400) + "x", StandardCharsets.UTF_8);

    private static final String RUNNING = """
            select count(*) from pg_stat_activity
            where state = 'active' and datname = current_database() and query like '%position(%' and pid <> pg_backend_pid()
            """;

    private static final String WAITING =
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";

    private final Api api;
    private final JdbcTemplate database;
    private final TransactionTemplate transaction;

    ExpensiveSearchTest(@Autowired Api api, @Autowired JdbcTemplate database, @Autowired JdbcTransactionManager transactions) {
        this.api = api;
        this.database = database;
        this.transaction = new TransactionTemplate(transactions);
    }

    @BeforeAll
    void many_tasks_that_are_alike() {
        transaction.executeWithoutResult(_ -> database.update("""
                insert into tasks_2 (id, user_id, title, title_caseless, title_key, description, description_caseless,
                    completed, created_at, updated_at, version)
                select gen_random_uuid(), 'searcher', 'x', 'x', 'x', repeat(U&'\\2057', 1000), repeat(U&'\\2032', 4000),
                    false, now(), now(), 0
                from generate_series(1, 30000)
                """));
    }

    @Test
    void it_is_ended_and_the_answer_says_what_to_do() {
        Answer answer = api.as("searcher").get(EXPENSIVE).expectProblem(422, "search-too-expensive");
        assertThat(answer.json().get("detail").stringValue()).contains("0.2 s").contains("shorter text");
        assertThat(database.queryForObject(RUNNING, Long.class)).isZero();
        assertThat(api.as("searcher").get("/api/tasks?limit=3").expect(200).json().get("items")).hasSize(3);
    }

    @Test
    void many_at_once_keep_nobody_else_waiting() throws Exception {
        Api other = api.asSomeone();
        List<Future<Answer>> searches = new ArrayList<>();
        long most = 0;
        int rounds = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                searches.add(threads.submit(() -> api.as("searcher").get(EXPENSIVE)));
            }
            while (searches.stream().anyMatch(search -> !search.isDone())) {
                Answer task = other.create("milk");
                assertThat(other.get("/api/tasks?limit=1&q=MILK").expect(200).json().at("/items/0/id").stringValue()).isEqualTo(task.id());
                other.get("/api/audit?type=created&limit=1").expect(200);
                most = Math.max(most, database.queryForList(RUNNING, Long.class).getFirst());
                rounds++;
            }
        }
        assertThat(rounds).isPositive();
        assertThat(most).as("searches of one user that PostgreSQL was at").isLessThanOrEqualTo(2);
        for (Future<Answer> search : searches) {
            Answer answer = search.get();
            answer.expectProblem(answer.status(), answer.status() == 422 ? "search-too-expensive" : "too-many-searches");
            assertThat(answer.header("Retry-After").isPresent()).isEqualTo(answer.status() == 429);
        }
        await().untilAsserted(() -> assertThat(database.queryForObject(RUNNING, Long.class)).isZero());
        assertThat(api.as("searcher").get("/api/tasks?limit=1&q=x").expect(200).json().get("items")).hasSize(1);
    }

    /** A table that is locked stands for questions that take long, as the summary of very many tasks does. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/tasks/summary", "/api/tasks?completed=true", "/api/tasks/00000000-0000-7000-8000-000000000000"})
    void one_user_takes_a_quarter_of_the_connections_at_most(String path) throws Exception {
        List<Future<Answer>> asked = new ArrayList<>();
        var most = new AtomicLong();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            transaction.executeWithoutResult(_ -> {
                database.execute("lock table tasks_2 in access exclusive mode");
                for (int i = 0; i < 40; i++) {
                    asked.add(threads.submit(() -> api.as("searcher").get(path)));
                }
                while (asked.stream().anyMatch(answer -> !answer.isDone())) {
                    database.execute("select pg_stat_clear_snapshot()");
                    most.accumulateAndGet(database.queryForList(WAITING, Long.class).getFirst(), Math::max);
                }
            });
        }
        assertThat(most).satisfies(value -> assertThat(value.get()).isBetween(1L, 4L));
        for (Future<Answer> future : asked) {
            Answer answer = future.get();
            answer.expectProblem(answer.status(), answer.status() == 503 ? "unavailable" : "too-many-searches");
        }
        api.as("searcher").get("/api/tasks?limit=1").expect(200);
    }

    /** A table that is locked stands for a database that is slow, for which no client is to blame. */
    @ParameterizedTest
    @ValueSource(strings = {
        "tasks_2 /api/tasks", "tasks_2 /api/tasks/summary", "tasks_2 /api/tasks/00000000-0000-7000-8000-000000000000",
        "audit /api/audit", "audit /api/changes", "audit /api/tasks/00000000-0000-7000-8000-000000000000/history"
    })
    void what_is_no_search_is_ended_too_and_can_be_asked_again(String tableAndPath) throws Exception {
        String[] parts = tableAndPath.split(" ");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            transaction.executeWithoutResult(_ -> {
                database.execute("lock table " + parts[0] + " in access exclusive mode");
                Future<Answer> asked = threads.submit(() -> api.as("searcher").get(parts[1]));
                try {
                    Answer answer = asked.get(20, TimeUnit.SECONDS).expectProblem(503, "unavailable");
                    assertThat(answer.header("Retry-After")).isPresent();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }
}
