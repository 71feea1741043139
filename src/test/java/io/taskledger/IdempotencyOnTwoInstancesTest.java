package io.taskledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.Json;
import io.taskledger.support.Session;
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
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A request is carried out once, on whichever instances it comes in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdempotencyOnTwoInstancesTest {

    private static final String MILK = Json.object("title", "Buy milk");

    private final String database = TestPostgres.newDatabase();
    private final List<ConfigurableApplicationContext> instances = new ArrayList<>();
    private final List<Api> apis = new ArrayList<>();

    @BeforeAll
    void start() {
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
    void what_one_did_the_other_repeats() {
        Answer first = api(0, "ann", "k").post("/api/tasks", MILK).expect(201);
        Answer second = api(1, "ann", "k").post("/api/tasks", MILK).expect(201);
        assertThat(second.header("Idempotency-Replayed")).hasValue("true");
        assertThat(second.body()).isEqualTo(first.body());
        api(1, "ann", "k").post("/api/tasks", Json.object("title", "Another")).expectProblem(422, "idempotency-key-reused");
    }

    @Test
    void while_one_is_at_it_the_other_says_so() {
        try (Session somebody = Session.on(database)) {
            somebody.hold("domain_event_entry");
            CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> api(0, "bob", "k").post("/api/tasks", MILK));
            somebody.awaitWaiting(1);
            api(1, "bob", "k").post("/api/tasks", MILK).expectProblem(409, "idempotency-key-in-use");
            somebody.letGo();
            first.join().expect(201);
        }
        assertThat(api(1, "bob", "k").post("/api/tasks", MILK).expect(201).header("Idempotency-Replayed")).hasValue("true");
    }

    @Test
    void of_requests_that_come_at_once_one_is_carried_out() throws Exception {
        List<Future<Answer>> promised = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 64; i++) {
                Api client = api(i % 2, "cid", "k");
                promised.add(clients.submit(() -> client.post("/api/tasks", MILK)));
            }
        }
        int carriedOut = 0;
        for (Future<Answer> promise : promised) {
            Answer answer = promise.get();
            assertThat(answer.status()).isIn(201, 409);
            carriedOut += answer.status() == 201 && answer.header("Idempotency-Replayed").isEmpty() ? 1 : 0;
        }
        assertThat(carriedOut).isEqualTo(1);
        assertThat(apis.getFirst().as("cid").get("/api/tasks").json().get("items")).hasSize(1);
    }

    @Test
    void commands_with_and_without_keys_that_meet_on_one_task_are_all_carried_out() throws Exception {
        String path = apis.getFirst().as("dan").create("hot").path();
        List<Future<Answer>> promised = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 60; i++) {
                Api client = i % 3 == 0 ? apis.get(i % 2).as("dan") : api(i % 2, "dan", UUID.randomUUID().toString());
                String title = "title " + i;
                promised.add(clients.submit(() -> client.patch(path, Json.object("title", title))));
            }
        }
        for (Future<Answer> answer : promised) {
            answer.get().expect(200);
        }
        assertThat(apis.getFirst().as("dan").get(path).json().get("version").intValue()).isEqualTo(60);
    }

    private Api api(int instance, String user, String key) {
        return apis.get(instance).as(user).with("Idempotency-Key", key);
    }
}
