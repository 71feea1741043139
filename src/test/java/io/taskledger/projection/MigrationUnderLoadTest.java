package io.taskledger.projection;

import static org.awaitility.Awaitility.await;

import io.taskledger.support.TestPostgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The release before goes on folding while the schema becomes the next one's. */
class MigrationUnderLoadTest {

    @Test
    void a_migration_takes_its_locks_in_the_order_in_which_folding_does() throws Exception {
        String url = TestPostgres.newDatabase();
        Flyway.configure().dataSource(url, null, null).target("7").load().migrate();
        var connections = new DriverManagerDataSource(url);
        var database = JdbcClient.create(connections);
        database.sql("create table audit (position bigint)").update();

        var folding = new TransactionTemplate(new JdbcTransactionManager(connections));
        var migration = new CompletableFuture<Void>();
        folding.executeWithoutResult(_ -> {
            database.sql("lock table audit in row exclusive mode").update();
            migration.completeAsync(() -> {
                Flyway.configure().dataSource(url, null, null).load().migrate();
                return null;
            });
            await().until(() -> database.sql("select exists (select from pg_locks where relation = 'audit'::regclass and not granted)").query(Boolean.class).single());
            database.sql("select task from dead_letter").query().listOfRows();
        });
        migration.get(60, TimeUnit.SECONDS);
    }
}
