package io.taskledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.Json;
import io.taskledger.support.TestPostgres;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/** A service that is told to stop ends what it has begun, and lets go of what it holds. */
class GracefulStopTest {

    private static final String WAITING_INSERTS = """
            select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%insert into domain_event_entry%'
            """;

    @Test
    void a_request_under_way_is_answered_and_the_claims_are_released() throws Exception {
        String database = TestPostgres.newDatabase();
        ConfigurableApplicationContext service = SpringApplication.run(
                TaskLedger.class, "--DATABASE_URL=" + database, "--BETTER_AUTH_SECRET=" + Tokens.SECRET, "--PORT=0");
        int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        Api ann = Api.on(() -> port).as("ann");
        ann.create("before");
        try (Connection watcher = DriverManager.getConnection(database); Connection blocker = DriverManager.getConnection(database)) {
            assertThat(number(watcher, "select count(*) from token_entry where owner is not null")).isEqualTo(2);
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("lock table domain_event_entry in share mode");

            CompletableFuture<Answer> underWay = CompletableFuture.supplyAsync(() -> ann.post("/api/tasks", Json.object("title", "under way")));
            await().until(() -> number(watcher, WAITING_INSERTS) == 1);
            CompletableFuture<Void> stop = CompletableFuture.runAsync(service::close);
            await().until(() -> !accepts(port));
            blocker.commit();

            underWay.get().expect(201);
            stop.get();
            assertThat(number(watcher, "select count(*) from token_entry where owner is not null")).isZero();
            assertThat(number(watcher, "select count(*) from tasks_2")).isEqualTo(2);
        }
    }

    private static boolean accepts(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (ResultSet row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
