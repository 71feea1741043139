package io.taskledger.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.Api;
import io.taskledger.support.BesideOthers;
import io.taskledger.support.PgBouncer;
import io.taskledger.support.RunningService;
import io.taskledger.support.TestPostgres;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.time.Duration;
import java.util.Map;

/** Through a pooler that gives each transaction another connection, {@code LISTEN} succeeds and hears nothing. */
@BesideOthers
@EnabledIf(value = PgBouncer.IS_INSTALLED, disabledReason = "there is no pgbouncer on this machine")
class TransactionPoolerTest {

    @Test
    void it_is_noticed_that_nothing_is_heard_and_events_are_found_by_polling() throws Exception {
        String database = EventStoreFixture.newDatabase();
        try (var pooler = new PgBouncer(database);
                var here = new EventStoreProcess(pooler.url());
                var there = new EventStoreProcess(database);
                EventReader reader = EventReader.ofStream(here.store)) {
            await().until(there.store::isListening);
            for (int i = 0; i < 3; i++) {
                there.note("there " + i);
                here.note("here " + i);
            }
            await().untilAsserted(() -> assertThat(reader.texts()).isEqualTo(there.texts()).hasSize(6));
            long polls = here.wakeUps(WakeUpCause.POLL);
            await().until(() -> here.wakeUps(WakeUpCause.POLL) > polls + 6); // longer than it waits for what it says to itself
            assertThat(here.store.isListening()).isFalse();
            assertThat(here.wakeUps(WakeUpCause.NOTIFICATION)).isZero();
        }
    }

    @Test
    void a_way_round_it_is_taken_to_listen() throws Exception {
        String database = EventStoreFixture.newDatabase();
        try (var pooler = new PgBouncer(database);
                var here = new EventStoreProcess(pooler.url(), database)) {
            await().until(here.store::isListening);
        }
    }

    @Test
    void order_holds_through_it() throws Exception {
        String database = EventStoreFixture.newDatabase();
        try (var pooler = new PgBouncer(database);
                var process = new EventStoreProcess(pooler.url());
                EventReader reader = EventReader.ofStream(process.store)) {
            RestlessWriter.prepare(process);
            StrictOrderTest.write(process, 8, Duration.ofSeconds(5));
            assertThat(process.texts()).hasSizeGreaterThan(100);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(reader.texts()).isEqualTo(process.texts()));
        }
    }

    @Test
    void users_are_kept_apart_through_it_and_nothing_of_them_is_left_on_its_connections() throws Exception {
        try (var pooler = new PgBouncer(TestPostgres.newDatabase());
                RunningService service = RunningService.start(Map.of("DATABASE_URL", pooler.url(), "BETTER_AUTH_SECRET", Tokens.SECRET))) {
            String path = service.api().as("ann").create("Ann's").path();
            var login = JdbcClient.create(new DriverManagerDataSource(pooler.url()));
            for (int i = 0; i < 100; i++) {
                service.api().as("ann").get(path).expect(200);
                service.api().as("bob").get(path + "/history").expect(403);
                assertThat(login.sql("select current_user || ':' || coalesce(current_setting('taskledger.caller', true), '')").query(String.class).single())
                        .isEqualTo("postgres:");
            }
        }
    }

    @Test
    void the_service_works_through_it() throws Exception {
        try (var pooler = new PgBouncer(TestPostgres.newDatabase());
                RunningService service = RunningService.start(Map.of("DATABASE_URL", pooler.url(), "BETTER_AUTH_SECRET", Tokens.SECRET))) {
            Api ann = service.api().as("ann");
            for (int i = 0; i < 10; i++) {
                String path = ann.create("task " + i).path();
                ann.post(path + "/complete").expect(200);
            }
            assertThat(ann.get("/api/tasks?completed=true").expect(200).json().get("items")).hasSize(10);
            await().until(() -> service.log().contains("it needs a connection that goes round it"));
        }
    }
}
