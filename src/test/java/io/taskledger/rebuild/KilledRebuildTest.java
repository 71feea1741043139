package io.taskledger.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.BesideOthers;
import io.taskledger.support.RunningService;
import io.taskledger.support.StoredTasks;
import io.taskledger.support.TestPostgres;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** An instance that is killed in the middle of a rebuild: the next one goes on where it ended. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledRebuildTest {

    private static final int TASKS = 10_000;

    private final String url = TestPostgres.newDatabase();
    private final JdbcTemplate database = new JdbcTemplate(new DriverManagerDataSource(url));
    private final Map<String, String> environment = Map.of("DATABASE_URL", url, "BETTER_AUTH_SECRET", Tokens.SECRET);
    private RunningService service = RunningService.start(environment);

    @BeforeAll
    void store() {
        StoredTasks.add(database, TASKS);
        Operator operator = Operator.of(service.api());
        await().atMost(Duration.ofMinutes(2)).until(() -> Stream.of("tasks", "audit").allMatch(
                projection -> operator.report(projection).get("events_behind").longValue() == 0));
    }

    @AfterAll
    void stop() throws IOException {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasks_2", "audit"})
    void another_instance_goes_on_with_it(String projection) throws Exception {
        String folded = "select coalesce(max(folded), 0) from projection_job where projection = '%s' and phase = 'fold'".formatted(projection);
        Operator.of(service.api()).api().post(Operator.path(projection, "rebuild")).expect(202);
        await().pollInterval(Duration.ofMillis(2)).atMost(Duration.ofMinutes(1)).until(() -> number(database, folded) > 0);
        service.kill();
        service.close();
        assertThat(number(database, folded)).as("it was killed in the middle").isPositive().isLessThan(TASKS * StoredTasks.EVENTS);

        service = RunningService.start(environment);
        Operator operator = Operator.of(service.api());
        JsonNode done = operator.end(projection, "rebuild");
        assertThat(service.log()).contains("rebuild of projection " + projection + " goes on after");
        assertThat(done.get("status").stringValue()).as(done.toString()).isEqualTo("succeeded");
        assertThat(done.get("differences").longValue()).as(done.toString()).isZero();
        assertThat(operator.carryOut(projection, "verify").get("differences").longValue()).isZero();
        assertThat(number(database, "select count(*) from " + projection))
                .isEqualTo(projection.equals("audit") ? TASKS * StoredTasks.EVENTS : TASKS);
    }

    private static long number(JdbcTemplate database, String sql) {
        return database.queryForList(sql, Long.class).getFirst();
    }
}
