package io.taskledger.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.BesideOthers;
import io.taskledger.support.Json;
import io.taskledger.support.RunningService;
import io.taskledger.support.Tokens;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A PostgreSQL that goes away and comes back. */
@BesideOthers
class UnreachableDatabaseTest {

    @Test
    void while_it_is_away_answers_are_503_and_when_it_is_back_all_goes_on(@TempDir Path data) throws IOException {
        EmbeddedPostgres postgres = start(data, 0);
        String url = "postgresql://postgres@localhost:" + postgres.getPort() + "/postgres";
        try (RunningService service = RunningService.start(Map.of("DATABASE_URL", url, "BETTER_AUTH_SECRET", Tokens.SECRET))) {
            Api ann = service.api().as("ann");
            Answer before = ann.create("before");

            postgres.close();
            expectUnavailable(ann.get("/api/tasks"));
            expectUnavailable(ann.get(before.path()));
            expectUnavailable(ann.post("/api/tasks", Json.object("title", "meanwhile")));
            expectUnavailable(ann.delete(before.path()));
            ann.get("/actuator/health/readiness").expect(503);
            ann.get("/actuator/health/liveness").expect(200);

            postgres = start(data, postgres.getPort());
            await().atMost(Duration.ofMinutes(1)).until(() -> ann.get("/api/tasks").status() == 200);
            Answer after = ann.create("after");
            await().atMost(Duration.ofMinutes(1)).until(() -> ann.get(after.path()).status() == 200);
            assertThat(ann.get("/api/tasks").json().get("items")).hasSize(2);
        } finally {
            postgres.close();
        }
    }

    @Test
    void a_host_that_is_not_there_is_named() throws Exception {
        String url = "postgresql://ann:secret@nowhere.invalid/ledger";
        try (RunningService service = RunningService.start(Map.of("DATABASE_URL", url, "BETTER_AUTH_SECRET", Tokens.SECRET))) {
            assertThat(service.exitCode()).isOne();
            assertThat(service.log())
                    .contains("There is no host by the name nowhere.invalid.", "Check DATABASE_URL")
                    .doesNotContain("secret", "\tat ");
        }
    }

    private static void expectUnavailable(Answer answer) {
        answer.expectProblem(503, "unavailable");
        assertThat(answer.header("Retry-After")).isPresent();
    }

    private static EmbeddedPostgres start(Path data, int port) throws IOException {
        return EmbeddedPostgres.builder().setDataDirectory(data.resolve("postgresql")).setCleanDataDirectory(false).setPort(port)
                .setLocaleConfig("locale", "C").start();
    }
}
