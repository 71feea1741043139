package io.taskledger.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.BesideOthers;
import io.taskledger.support.RunningService;
import io.taskledger.support.StoredTasks;
import io.taskledger.support.TestPostgres;
import io.taskledger.support.Tokens;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.Map;

/** An instance that is killed in the middle of a rebuild: the next one goes on where it ended. */
@BesideOthers
class KilledRebuildTest {

    private static final int TASKS = 10_000;

    @ParameterizedTest
    @ValueSource(strings = {"tasks_2", "audit"})
    void another_instance_goes_on_with_it(String projection) throws Exception {
        String url = TestPostgres.newDatabase();
        var database = new JdbcTemplate(new DriverManagerDataSource(url));
        Map<String, String> environment = Map.of("DATABASE_URL", url, "BETTER_AUTH_SECRET", Tokens.SECRET);
        String folded = "select coalesce(max(folded), 0) from projection_job where projection = '%s' and phase = 'fold'".formatted(projection);
        try (var service = RunningService.start(environment)) {
            StoredTasks.add(database, TASKS);
            Operator operator = Operator.of(service.api());
            await().atMost(Duration.ofMinutes(2)).until(() -> operator.report(projection).get("events_behind").longValue() == 0);
            operator.api().post(Operator.path(projection, "rebuild")).expect(202);
            await().pollInterval(Duration.ofMillis(2)).atMost(Duration.ofMinutes(1)).until(() -> number(database, folded) > 0);
            service.kill();
        }
        assertThat(number(database, folded)).as("it was killed in the middle").isPositive().isLessThan(TASKS * StoredTasks.EVENTS);

        try (var service = RunningService.start(environment)) {
            Operator operator = Operator.of(service.api());
            JsonNode done = operator.end(projection, "rebuild");
            assertThat(service.log()).contains("rebuild of projection " + projection + " goes on after");
            assertThat(done.get("status").stringValue()).as(done.toString()).isEqualTo("succeeded");
            assertThat(done.get("differences").longValue()).as(done.toString()).isZero();
            assertThat(operator.carryOut(projection, "verify").get("differences").longValue()).isZero();
            assertThat(number(database, "select count(*) from " + projection))
                    .isEqualTo(projection.equals("audit") ? TASKS * StoredTasks.EVENTS : TASKS);
        }
    }

    private static long number(JdbcTemplate database, String sql) {
        return database.queryForList(sql, Long.class).getFirst();
    }
}
