package io.taskledger.database;

import static org.awaitility.Awaitility.await;

import io.taskledger.support.Session;
import io.taskledger.support.TestPostgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.CompletableFuture;

/** The next release's migration beside instances that serve. */
@Timeout(60)
class PatientMigrationTest {

    private static final String WAITING = "select count(*) from pg_locks where relation = 'event_store_epoch'::regclass and not granted";

    private final String url = TestPostgres.newDatabase();

    @Test
    void a_migration_lets_readers_pass_and_goes_on_when_its_table_is_free() {
        Flyway.configure().dataSource(url, null, null).target("8").load().migrate();
        Flyway next = Flyway.configure().dataSource(url, null, null).callbacks(new MigrationTimeouts()).load();
        try (Session reader = Session.on(url); Session another = Session.on(url + "&socketTimeout=30")) {
            reader.run("begin");
            reader.run("select from event_store_epoch");
            CompletableFuture<Void> migration = CompletableFuture.runAsync(() -> new PatientMigration().migrate(next));
            await().until(() -> another.number(WAITING) == 1);
            another.run("select from event_store_epoch"); // while the first reader goes on
            await().until(() -> another.number(WAITING) == 1);
            reader.run("commit");
            migration.join();
            another.run("select name from event_store_epoch");
        }
    }

    @Test
    void a_migration_whose_connection_ends_is_tried_again() {
        Flyway.configure().dataSource(url, null, null).target("8").load().migrate();
        Flyway next = Flyway.configure().dataSource(url, null, null).callbacks(new MigrationTimeouts()).load();
        try (Session reader = Session.on(url)) {
            reader.run("begin");
            reader.run("select from event_store_epoch");
            CompletableFuture<Void> migration = CompletableFuture.runAsync(() -> new PatientMigration().migrate(next));
            await().until(() -> reader.number(WAITING) == 1);
            reader.terminateWaiting();
            reader.run("commit");
            migration.join();
            reader.run("select name from event_store_epoch");
        }
    }
}
