package io.taskledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.rebuild.Operator;
import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A projection that is declared in one class is made, fed, waited for, watched over, rebuilt; and what it can't fold is parked. */
@ApplicationTest
@Import(ThirdProjectionTest.Declared.class)
@ExtendWith(OutputCaptureExtension.class)
class ThirdProjectionTest {

    @TestConfiguration
    static class Declared {

        @Bean
        RenamesProjection renames() {
            return new RenamesProjection();
        }
    }

    private final Api api;
    private final Api ann;
    private final Operator operator;
    private final JdbcTemplate database;
    private final TransactionTemplate transaction;

    ThirdProjectionTest(@Autowired Api api, @Autowired JdbcTemplate database, @Autowired JdbcTransactionManager transactions) {
        this.api = api;
        this.database = database;
        ann = api.asSomeone();
        operator = Operator.of(api);
        transaction = new TransactionTemplate(transactions);
    }

    @AfterEach
    void mend() {
        RenamesProjection.POISON.set("");
        operator.api().post("/api/admin/projections/renames/dead-letters/retry").expect(200);
    }

    @Test
    void it_is_waited_for() {
        for (int i = 0; i < 50; i++) {
            Answer created = ann.create("first");
            assertThat(ann.patch(created.path(), Json.object("title", "second")).expect(200).header("Preference-Applied")).isEmpty();
            assertThat(row(created)).containsEntry("count", 1L).containsEntry("version", 1L);
        }
    }

    @Test
    void it_is_reported_measured_and_rebuilt() {
        ann.create("one");
        assertThat(operator.report("renames").get("status").stringValue()).isEqualTo("live");
        assertThat(api.get("/actuator/prometheus").expect(200).body()).contains("projection_position{projection=\"renames\"}");
        assertThat(operator.carryOut("renames", "verify").get("differences").longValue()).isZero();
        JsonNode rebuilt = operator.carryOut("renames", "rebuild");
        assertThat(rebuilt.get("status").stringValue()).isEqualTo("succeeded");
        assertThat(database.queryForList("select indexname from pg_indexes where tablename = 'renames' and schemaname = 'public'", String.class))
                .containsExactlyInAnyOrder("renames_pkey", "renames_by_count");
    }

    @Test
    void an_event_that_it_cannot_fold_parks_its_task_and_the_others_go_on(CapturedOutput output) {
        Answer sick = ann.create("sick at first");
        Answer well = ann.create("well");
        RenamesProjection.POISON.set("poison");

        Answer poisoned = ann.patch(sick.path(), Json.object("title", "poison, and secret")).expect(200);
        assertThat(poisoned.header("Preference-Applied")).hasValue("respond-async");
        Answer behind = ann.patch(sick.path(), Json.object("title", "cured")).expect(200);
        assertThat(behind.header("Preference-Applied")).hasValue("respond-async");
        assertThat(ann.patch(well.path(), Json.object("title", "still well")).expect(200).header("Preference-Applied")).isEmpty();

        assertThat(row(sick)).containsEntry("version", 0L).containsEntry("title", "sick at first");
        assertThat(row(well)).containsEntry("version", 1L);
        JsonNode report = operator.report("renames");
        assertThat(report.get("status").stringValue()).isEqualTo("parked");
        assertThat(report.get("dead_letters").longValue()).isEqualTo(1);
        assertThat(report.get("parked").get(0).get("task_id").stringValue()).isEqualTo(sick.id());
        assertThat(report.get("parked").get(0).get("version").longValue()).isEqualTo(1);
        assertThat(report.get("parked").get(0).get("cause").stringValue()).startsWith("IllegalArgumentException at ").doesNotContain("secret");
        assertThat(api.get("/actuator/prometheus").body()).containsPattern("projection_dead_letters\\{projection=\"renames\"} 1");
        api.get("/actuator/health/readiness").expect(200);
        assertThat(output).contains("Projection renames can't fold event 1 of task " + sick.id()).doesNotContain("secret");

        JsonNode failed = operator.carryOut("renames", "rebuild");
        assertThat(failed.get("status").stringValue()).isEqualTo("failed");
        assertThat(failed.get("failure").stringValue()).startsWith("IllegalArgumentException at ").doesNotContain("secret");
        assertThat(retry()).isEqualTo("{\"retried\":1,\"released\":0,\"failed\":1}");
        assertThat(operator.report("renames").get("parked").get(0).get("attempts").intValue()).isEqualTo(2);

        RenamesProjection.POISON.set("");
        assertThat(retry()).isEqualTo("{\"retried\":1,\"released\":1,\"failed\":0}");
        assertThat(row(sick)).containsEntry("version", 2L).containsEntry("count", 2L).containsEntry("title", "cured");
        assertThat(ann.post(sick.path() + "/complete").expect(200).header("Preference-Applied")).isEmpty();
        assertThat(row(sick)).containsEntry("version", 3L);
        assertThat(operator.report("renames").get("status").stringValue()).isEqualTo("live");
    }

    @Test
    void a_retry_that_gets_further_says_how_far() {
        Answer sick = ann.create("sick at first");
        RenamesProjection.POISON.set("poison");
        for (String title : List.of("poison", "well again", "worse poison")) {
            ann.patch(sick.path(), Json.object("title", title)).expect(200);
        }
        awaitPassed();
        RenamesProjection.POISON.set("worse");
        assertThat(retry()).isEqualTo("{\"retried\":1,\"released\":0,\"failed\":1}");
        assertThat(row(sick)).containsEntry("version", 2L).containsEntry("title", "well again");
        assertThat(operator.report("renames").get("parked").get(0).get("version").longValue()).isEqualTo(3);
    }

    @Test
    void a_row_that_postgresql_refuses_parks_its_task_alone() {
        Answer created = ann.create("fine");
        Answer refused = ann.patch(created.path(), Json.object("title", "this is refused")).expect(200);
        assertThat(refused.header("Preference-Applied")).hasValue("respond-async");
        ann.patch(created.path(), Json.object("title", "this is not")).expect(200);
        awaitPassed();
        assertThat(row(created)).containsEntry("version", 0L);
        assertThat(operator.report("renames").get("parked").get(0).get("cause").stringValue()).startsWith("SQLSTATE 23514");
        transaction.executeWithoutResult(_ -> database.execute("alter table renames drop constraint renames_title_check"));
        assertThat(retry()).isEqualTo("{\"retried\":1,\"released\":1,\"failed\":0}");
        assertThat(row(created)).containsEntry("version", 2L).containsEntry("count", 2L);
    }

    @Test
    void a_rebuild_with_a_mended_fold_releases_what_was_parked() {
        Answer sick = ann.create("sick");
        RenamesProjection.POISON.set("poison");
        ann.patch(sick.path(), Json.object("title", "poison")).expect(200);
        RenamesProjection.POISON.set("");
        JsonNode rebuilt = operator.carryOut("renames", "rebuild");
        assertThat(rebuilt.get("status").stringValue()).isEqualTo("succeeded");
        assertThat(rebuilt.get("sample").get(0).get("task_id").stringValue()).isEqualTo(sick.id());
        assertThat(operator.report("renames").get("dead_letters").longValue()).isZero();
        assertThat(ann.post(sick.path() + "/complete").expect(200).header("Preference-Applied")).isEmpty();
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(row(sick)).containsEntry("version", 2L));
    }

    /** Commands on a parked task don't wait: what they stored may still be to come, and is folded then. */
    private void awaitPassed() {
        await().atMost(Duration.ofMinutes(1)).until(() -> operator.report("renames").get("events_behind").longValue() == 0);
    }

    private String retry() {
        return operator.api().post("/api/admin/projections/renames/dead-letters/retry").expect(200).body();
    }

    private Map<String, @Nullable Object> row(Answer task) {
        List<Map<String, @Nullable Object>> rows = database.queryForList("select * from renames where task = ?::uuid", task.id());
        return rows.isEmpty() ? Map.of() : rows.getFirst();
    }
}
