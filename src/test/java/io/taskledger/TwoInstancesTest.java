package io.taskledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.Json;
import io.taskledger.support.TestPostgres;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Two instances on one database: what one writes the other shows, and where they meet on one task, both are carried out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoInstancesTest {

    private final List<ConfigurableApplicationContext> instances = new ArrayList<>();
    private final List<Api> apis = new ArrayList<>();

    @BeforeAll
    void start() {
        String database = TestPostgres.newDatabase();
        for (int i = 0; i < 2; i++) {
            ConfigurableApplicationContext instance = SpringApplication.run(
                    TaskLedger.class, "--DATABASE_URL=" + database, "--BETTER_AUTH_SECRET=" + Tokens.SECRET, "--PORT=0");
            instances.add(instance);
            apis.add(Api.on(() -> instance.getEnvironment().getRequiredProperty("local.server.port", Integer.class)));
        }
    }

    @AfterAll
    void stop() {
        instances.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void what_one_instance_writes_the_other_shows_at_once() throws Exception {
        List<Future<Integer>> promised = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < 8; client++) {
                String user = "client-" + client;
                promised.add(clients.submit(() -> createThereAndListHere(user)));
            }
        }
        for (Future<Integer> each : promised) {
            assertThat(each.get()).isPositive();
        }
    }

    /** Says how often it was promised that the other shows it. */
    private int createThereAndListHere(String user) {
        int promised = 0;
        for (int i = 0; i < 100; i++) {
            Answer created = apis.get(i % 2).as(user).create("task " + i);
            if (created.header("Preference-Applied").isEmpty()) { // else it says itself that two seconds were not enough
                promised++;
                Api other = apis.get((i + 1) % 2).as(user);
                assertThat(other.get(created.path()).expect(200).json()).isEqualTo(created.json());
                assertThat(other.get("/api/tasks?limit=1").json().get("items").get(0)).isEqualTo(created.json());
            }
        }
        return promised;
    }

    @Test
    void commands_that_meet_on_one_task_are_all_carried_out() throws Exception {
        String path = apis.getFirst().as("bob").create("hot").path();
        List<Future<Answer>> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                Api api = apis.get(i % 2).as("bob");
                String title = "title " + i;
                answers.add(clients.submit(() -> api.patch(path, Json.object("title", title))));
            }
        }
        List<Integer> versions = new ArrayList<>();
        for (Future<Answer> answer : answers) {
            versions.add(answer.get().expect(200).json().get("version").intValue());
        }
        assertThat(versions).doesNotHaveDuplicates();
        assertThat(apis.getFirst().as("bob").get(path).json().get("version").intValue()).isEqualTo(40);
    }

    @Test
    void of_commands_that_meet_with_if_match_one_wins() throws Exception {
        String path = apis.getFirst().as("bob").create("hot").path();
        List<Future<Answer>> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                Api api = apis.get(i % 2).as("bob").with("If-Match", "\"0\"");
                String title = "title " + i;
                answers.add(clients.submit(() -> api.patch(path, Json.object("title", title))));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Answer> answer : answers) {
            statuses.add(answer.get().status());
        }
        assertThat(statuses).containsOnly(200, 412).containsOnlyOnce(200);
    }

    @Test
    void a_cursor_of_one_instance_is_good_on_the_other() {
        apis.get(0).as("cid").create("one");
        apis.get(0).as("cid").create("two");
        String cursor = apis.get(0).as("cid").get("/api/tasks?limit=1").json().get("next_cursor").stringValue();
        apis.get(1).as("cid").get("/api/tasks?limit=1&cursor=" + cursor).expect(200);
    }
}
