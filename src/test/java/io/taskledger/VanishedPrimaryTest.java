package io.taskledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.rebuild.Operator;
import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.BesideOthers;
import io.taskledger.support.RunningService;
import io.taskledger.support.Session;
import io.taskledger.support.SilentProxy;
import io.taskledger.support.TestPostgres;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * PostgreSQL vanishes without a word: no packet is answered, no connection is closed. When it can be reached again, at the same address,
 * connections of before stay silent; whoever waited on one of them would wait for ever.
 */
@BesideOthers
class VanishedPrimaryTest {

    /** Fifteen seconds are promised on a machine that has time. */
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

    private final String url = TestPostgres.newDatabase();

    @Test
    void everything_goes_on_when_the_server_can_be_reached_again() throws Exception {
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        try (var proxy = new SilentProxy(port);
                Session session = Session.on(url);
                RunningService service = RunningService.start(Map.of(
                        "DATABASE_URL", url.replace("localhost:" + port, "127.0.0.1:" + proxy.port()), "BETTER_AUTH_SECRET", Tokens.SECRET))) {
            Api ann = service.api().as("ann");
            Operator operator = Operator.of(service.api());
            await().atMost(LONG_ENOUGH).until(() -> ready(ann) == 200);
            Answer before = ann.create("before");
            ann.get(before.path()).expect(200);

            session.hold("token_entry"); // projections stop in a statement
            session.run("lock table tasks_2 in access exclusive mode"); // and so does the comparison of a verification
            operator.api().post(Operator.path("tasks", "verify")).expect(202);
            await().atMost(LONG_ENOUGH).until(() -> session.number("""
                    select count(*) from pg_stat_activity where pg_backend_pid() = any (pg_blocking_pids(pid)) and application_name like '%maintenance'
                    """) > 0);
            proxy.vanish();
            session.letGo(); // what is answered now is lost
            await().atMost(LONG_ENOUGH).until(() -> ready(ann) == 503 && service.log().contains("no round has ended in time of"));
            await().atMost(LONG_ENOUGH).until(() -> service.log().contains("connections of postgresql-maintenance are aborted"));

            proxy.comeBack();
            await().atMost(LONG_ENOUGH).until(() -> ann.get(before.path()).status() == 200);
            assertThat(operator.end("tasks", "verify").get("status").stringValue()).isEqualTo("succeeded");
            await().atMost(LONG_ENOUGH).until(() -> ready(ann) == 200);
            Answer after = ann.create("after");
            await().atMost(LONG_ENOUGH).until(() -> ann.get(after.path()).status() == 200);
            assertThat(operator.report("tasks").get("status").stringValue()).isEqualTo("live");
        }
    }

    private static int ready(Api api) {
        return api.get("/actuator/health/readiness").status();
    }
}
