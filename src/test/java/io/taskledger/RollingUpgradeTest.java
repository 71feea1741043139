package io.taskledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.query.tasks.NextRelease;
import io.taskledger.rebuild.Operator;
import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.StoredTasks;
import io.taskledger.support.TestPostgres;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntConsumer;

/** A release with another version of a projection takes the place of two instances of the one before, one after the other. */
class RollingUpgradeTest {

    /** So many that the new table is built in bulk. */
    private static final int TASKS = 5_000;

    private final String database = TestPostgres.newDatabase();
    private final List<ConfigurableApplicationContext> all = new ArrayList<>();

    /** Those that a load balancer sends requests to: the ready ones that are not about to stop. */
    private final List<Api> serving = new ArrayList<>();

    /** Held for writing by who changes that, for reading by who uses it: a load balancer, too, lets requests end. */
    private final ReadWriteLock balancer = new ReentrantReadWriteLock(true);

    private final AtomicInteger rounds = new AtomicInteger();

    @AfterEach
    void stop() {
        all.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void readers_of_both_are_served_throughout_and_see_what_was_written_on_either() throws Exception {
        ConfigurableApplicationContext oldOne = start(TaskLedger.class);
        ConfigurableApplicationContext oldTwo = start(TaskLedger.class);
        StoredTasks.add(oldOne.getBean(JdbcTemplate.class), TASKS);
        Operator operator = Operator.of(api(oldOne));
        await().atMost(Duration.ofMinutes(1)).until(() -> operator.report("tasks").get("position").longValue() >= TASKS * StoredTasks.EVENTS);
        serving.addAll(List.of(api(oldOne), api(oldTwo)));

        var going = new AtomicBoolean(true);
        List<Future<Integer>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                String user = "rolling-" + i;
                clients.add(threads.submit(() -> repeat(going, number -> writeAndReadEverywhere(user, number))));
                String reader = StoredTasks.user(i);
                clients.add(threads.submit(() -> repeat(going, number ->
                        assertThat(any(number).as(reader).get("/api/tasks?limit=1000").expect(200).json().get("items")).hasSize(TASKS / 10))));
            }
            try {
                ConfigurableApplicationContext newOne = start(TaskLedger.class, NextRelease.class);
                serve(newOne);
                retire(oldOne);
                ConfigurableApplicationContext newTwo = start(TaskLedger.class, NextRelease.class);
                serve(newTwo);
                retire(oldTwo);
                int before = rounds.get();
                await().atMost(Duration.ofMinutes(1)).until(() -> rounds.get() > before + 100);
                assertThat(Operator.of(api(newTwo)).report("tasks").get("version").intValue()).isEqualTo(3);
                assertThat(Operator.of(api(newTwo)).carryOut("tasks", "verify").get("differences").longValue()).isZero();
            } finally {
                going.set(false);
            }
        }
        for (Future<Integer> client : clients) {
            assertThat(client.get()).isPositive();
        }
        assertThat(all.getLast().getBean(JdbcTemplate.class).queryForList(
                "select kind || ' ' || status from projection_job where projection = 'tasks_3'", String.class))
                .containsExactlyInAnyOrder("rebuild succeeded", "verify succeeded");
    }

    private void writeAndReadEverywhere(String user, int number) {
        Answer created = any(number).as(user).create("task " + number);
        if (created.header("Preference-Applied").isEmpty()) { // else it says itself that two seconds were not enough
            for (Api instance : serving) {
                instance.as(user).get(created.path()).expect(200);
                assertThat(instance.as(user).get("/api/tasks?limit=1").json().at("/items/0/id").stringValue()).isEqualTo(created.id());
            }
        }
    }

    /** Says how often. */
    private int repeat(AtomicBoolean going, IntConsumer round) {
        int number = 0;
        for (; going.get(); number++) {
            balancer.readLock().lock();
            try {
                round.accept(number);
            } finally {
                balancer.readLock().unlock();
            }
            rounds.incrementAndGet();
        }
        return number;
    }

    private void balance(Runnable change) {
        balancer.writeLock().lock();
        try {
            change.run();
        } finally {
            balancer.writeLock().unlock();
        }
    }

    private Api any(int number) {
        return serving.get(number % serving.size());
    }

    private void serve(ConfigurableApplicationContext instance) {
        await().atMost(Duration.ofMinutes(1)).until(() -> api(instance).get("/actuator/health/readiness").status() == 200);
        balance(() -> serving.add(api(instance)));
    }

    private void retire(ConfigurableApplicationContext instance) {
        balance(serving::removeFirst);
        instance.close();
    }

    private ConfigurableApplicationContext start(Class<?>... release) {
        ConfigurableApplicationContext instance = new SpringApplicationBuilder(release).run(
                "--DATABASE_URL=" + database, "--BETTER_AUTH_SECRET=" + Tokens.SECRET, "--PORT=0",
                "--spring.main.allow-bean-definition-overriding=true");
        all.add(instance);
        return instance;
    }

    private static Api api(ConfigurableApplicationContext instance) {
        return Api.on(() -> instance.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }
}
