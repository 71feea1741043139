package io.taskledger.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.rebuild.Operator;
import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a client learns that keeps a copy of its user's tasks and asks for what has changed. */
@ApplicationTest
@TestPropertySource(properties = "of-its-own=changes")
class ChangesTest {

    private final Api api;
    private final Api ann;
    private final int port;
    private final JdbcTemplate database;
    private final TransactionTemplate transaction;

    ChangesTest(
            @Autowired Api api, @LocalServerPort int port, @Autowired JdbcTemplate database, @Autowired JdbcTransactionManager transactions) {
        this.api = api;
        this.port = port;
        this.database = database;
        ann = api.asSomeone();
        transaction = new TransactionTemplate(transactions);
    }

    @Test
    void every_change_is_told_in_order_with_the_task_as_it_was_after_it() {
        Answer milk = ann.create("Milk");
        Answer bread = ann.create("Bread");
        Answer renamed = ann.patch(milk.path(), Json.object("title", "Oat milk", "description", "two")).expect(200);
        Answer completed = ann.post(bread.path() + "/complete").expect(200);
        ann.delete(milk.path()).expect(204);
        Answer restored = ann.post(milk.path() + "/restore").expect(200);

        JsonNode page = ann.get("/api/changes").expect(200).json();

        List<JsonNode> changes = page.get("items").valueStream().toList();
        assertThat(changes).extracting(change -> change.get("type").stringValue())
                .containsExactly("created", "created", "renamed", "described", "completed", "deleted", "restored");
        assertThat(changes).extracting(change -> change.get("version").longValue()).containsExactly(0L, 0L, 1L, 2L, 1L, 3L, 4L);
        assertThat(changes).extracting(change -> change.get("task_id").stringValue())
                .containsExactly(milk.id(), bread.id(), milk.id(), milk.id(), bread.id(), milk.id(), milk.id());
        assertThat(changes).extracting(change -> change.get("position").longValue()).isSorted().doesNotHaveDuplicates();
        assertThat(changes.getFirst().get("task")).isEqualTo(milk.json());
        assertThat(changes.get(2).get("task").get("title").stringValue()).isEqualTo("Oat milk");
        assertThat(changes.get(2).get("task").get("description").isNull()).isTrue();
        assertThat(changes.get(3).get("task")).isEqualTo(renamed.json());
        assertThat(changes.get(4).get("task")).isEqualTo(completed.json());
        assertThat(changes.get(5).get("task").isNull()).isTrue();
        assertThat(changes.get(6).get("task")).isEqualTo(restored.json());
        assertThat(changes.get(6).get("occurred_at")).isEqualTo(restored.json().get("updated_at"));
    }

    @Test
    void a_page_goes_on_where_the_one_before_ended_and_the_last_is_empty() {
        for (int i = 0; i < 7; i++) {
            ann.create("task " + i);
        }
        List<String> titles = new ArrayList<>();
        JsonNode page = ann.get("/api/changes?limit=3").expect(200).json();
        while (!page.get("items").isEmpty()) {
            page.get("items").forEach(change -> titles.add(change.at("/task/title").stringValue()));
            page = ann.get("/api/changes?limit=3&since=" + next(page)).expect(200).json();
        }
        assertThat(titles).containsExactly("task 0", "task 1", "task 2", "task 3", "task 4", "task 5", "task 6");

        ann.create("one more");
        assertThat(ann.get("/api/changes?since=" + next(page)).json().at("/items/0/task/title").stringValue()).isEqualTo("one more");
    }

    @Test
    void who_asks_from_now_on_is_told_nothing_of_before() {
        JsonNode nothingYet = ann.get("/api/changes?since=now").expect(200).json();
        assertThat(nothingYet.get("items")).isEmpty();
        ann.create("before");
        JsonNode now = ann.get("/api/changes?since=now").expect(200).json();
        assertThat(now.get("items")).isEmpty();
        ann.create("after");
        assertThat(titles(ann.get("/api/changes?since=" + next(now)))).containsExactly("after");
        assertThat(titles(ann.get("/api/changes?since=" + next(nothingYet)))).containsExactly("before", "after");
        assertThat(titles(ann.get("/api/changes?since="))).as("an empty one counts as left out").containsExactly("before", "after");
    }

    @ParameterizedTest
    @CsvSource({"limit=0, 422, limit", "limit=1001, 422, limit", "limit=x, 400, limit", "since=x, 422, since", "since=now&since=now, 400, since", "since=-1, 422, since"})
    void what_is_out_of_bounds_is_refused(String query, int status, String field) {
        ann.get("/api/changes?" + query).expectViolation(status, field);
    }

    @Test
    void a_cursor_is_its_users_own_and_is_taken_only_as_it_was_made() {
        ann.create("mine");
        String cursor = next(ann.get("/api/changes").json());
        api.asSomeone().get("/api/changes?since=" + cursor).expectViolation(422, "since");
        ann.get("/api/changes?since=A" + cursor.substring(1)).expectViolation(422, "since");
        ann.get("/api/changes?since=" + cursor + "A").expectViolation(422, "since");
        ann.create("another");
        String ofList = ann.get("/api/tasks?limit=1").json().get("next_cursor").stringValue();
        ann.get("/api/changes?since=" + ofList).expectViolation(422, "since");
    }

    @Test
    void others_are_told_nothing() {
        ann.create("mine");
        assertThat(api.asSomeone().get("/api/changes").expect(200).json().get("items")).isEmpty();
        api.get("/api/changes").expect(401);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_cursor_of_another_epoch_says_to_sync_anew(boolean withChanges) {
        if (withChanges) {
            ann.create("before");
        }
        String before = next(ann.get("/api/changes").json());
        transaction.executeWithoutResult(_ -> database.queryForList("select new_event_store_epoch()"));
        await().untilAsserted(() -> ann.get("/api/changes?since=" + before).expectProblem(410, "sync-anew"));
        String now = next(ann.get("/api/changes?since=now").expect(200).json());
        assertThat(ann.get("/api/changes?since=" + now).expect(200).json().get("items")).isEmpty();
    }

    /** Nobody remembered to begin a new epoch after a restore: what the client saw last was never stored, or is another event. */
    @ParameterizedTest
    @ValueSource(strings = {"delete from audit where task_id = ?::uuid", "update audit set event_id = gen_random_uuid() where task_id = ?::uuid"})
    void so_does_one_of_a_change_that_is_no_more(String restored) {
        ann.create("kept");
        String kept = next(ann.get("/api/changes").json());
        String lost = ann.create("lost").id();
        String beyond = next(ann.get("/api/changes").json());
        transaction.executeWithoutResult(_ -> {
            database.update("update domain_event_entry set event_identifier = gen_random_uuid() where aggregate_identifier = ?", lost);
            database.update(restored, lost);
        });
        ann.get("/api/changes?since=" + beyond).expectProblem(410, "sync-anew");
        ann.get("/api/changes?since=" + kept).expect(200);
    }

    /** The projection commits without waiting for the disk: after a crash it may be behind what it told, while the event store is not. */
    @Test
    void what_is_stored_and_only_not_folded_again_yet_is_no_reason_to_sync_anew() {
        String task = ann.create("told already").id();
        String since = next(ann.get("/api/changes").json());
        String row = transaction.execute(_ -> database.queryForObject("delete from audit where task_id = ?::uuid returning to_jsonb(audit)::text", String.class, task));

        JsonNode behind = ann.get("/api/changes?since=" + since).expect(200).json();
        assertThat(behind.get("items")).isEmpty();
        assertThat(next(behind)).isEqualTo(since);

        transaction.executeWithoutResult(_ -> database.update("insert into audit select * from jsonb_populate_record(null::audit, ?::jsonb)", row));
        ann.create("new");
        assertThat(titles(ann.get("/api/changes?since=" + since))).containsExactly("new");
    }

    /** Were later ones told, who has seen them would never be told of this. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void changes_end_before_one_that_could_not_be_folded_until_it_is(boolean ownerKnown) {
        Api bob = api.asSomeone();
        Answer sick = ann.create("sick");
        store(sick, 1, "{\"title\": {}}", ownerKnown);
        Operator operator = Operator.of(api);
        await().untilAsserted(() -> assertThat(operator.report("audit").get("dead_letters").longValue()).isEqualTo(1));
        ann.create("later");
        bob.create("bob's");

        assertThat(titles(ann.get("/api/changes"))).containsExactly("sick");
        String held = next(ann.get("/api/changes").json());
        assertThat(next(ann.get("/api/changes?since=now").json())).isEqualTo(held);
        assertThat(titles(bob.get("/api/changes"))).isEqualTo(ownerKnown ? List.of("bob's") : List.of());

        mend(sick, 1);
        operator.api().post("/api/admin/projections/audit/dead-letters/retry").expect(200);
        operator.api().post("/api/admin/projections/tasks/dead-letters/retry").expect(200);
        assertThat(titles(ann.get("/api/changes?since=" + held))).containsExactly("well", "later");
        assertThat(titles(bob.get("/api/changes"))).containsExactly("bob's");
    }

    /** Those that were parked by a release that did not say whose they are must not hold up everybody for longer than until they are tried again. */
    @Test
    void a_dead_letter_of_nobody_knows_whom_says_whose_it_is_when_it_is_tried_again() {
        Api bob = api.asSomeone();
        Answer sick = ann.create("sick");
        store(sick, 1, "{\"title\": {}}", true);
        Operator operator = Operator.of(api);
        await().untilAsserted(() -> assertThat(operator.report("audit").get("dead_letters").longValue()).isEqualTo(1));
        transaction.executeWithoutResult(_ -> database.update("update dead_letter set user_id = null"));
        bob.create("bob's");
        assertThat(titles(bob.get("/api/changes"))).isEmpty();

        operator.api().post("/api/admin/projections/audit/dead-letters/retry").expect(200);
        assertThat(titles(bob.get("/api/changes"))).containsExactly("bob's");

        mend(sick, 1);
        operator.api().post("/api/admin/projections/audit/dead-letters/retry").expect(200);
        operator.api().post("/api/admin/projections/tasks/dead-letters/retry").expect(200);
    }

    /** As many tasks are parked as before, and the projection is where it was: nothing but the dead letter says that there is more. */
    @Test
    void a_stream_is_told_of_what_a_retry_folds_though_the_task_is_parked_again() throws IOException {
        String user = "user-" + UUID.randomUUID();
        Api eve = api.as(user);
        Answer sick = eve.create("sick");
        store(sick, 1, "{\"title\": {}}", true);
        store(sick, 2, "{\"title\": {}}", true);
        Operator operator = Operator.of(api);
        await().untilAsserted(() -> assertThat(operator.report("audit").get("dead_letters").longValue()).isEqualTo(1));
        try (EventStream stream = EventStream.open(port, Tokens.of(user), "", null)) {
            stream.first();
            assertThat(stream.change().json().at("/task/title").stringValue()).isEqualTo("sick");
            mend(sick, 1);
            operator.api().post("/api/admin/projections/audit/dead-letters/retry").expect(200);
            assertThat(operator.report("audit").get("dead_letters").longValue()).isEqualTo(1);
            assertThat(stream.change().json().at("/task/title").stringValue()).isEqualTo("well");
        }
        mend(sick, 2);
        operator.api().post("/api/admin/projections/audit/dead-letters/retry").expect(200);
        operator.api().post("/api/admin/projections/tasks/dead-letters/retry").expect(200);
    }

    private void mend(Answer task, long version) {
        transaction.executeWithoutResult(_ -> database.update(
                "update domain_event_entry set payload = jsonb_set(payload, '{title}', '\"well\"') where aggregate_identifier = ? and sequence_number = ?",
                task.id(), version));
    }

    /** As nobody can by the API: what it says can't be read. */
    private void store(Answer task, long version, String payload, boolean ownerKnown) {
        transaction.executeWithoutResult(_ -> database.update("""
                insert into domain_event_entry (aggregate_identifier, sequence_number, event_identifier, type, time_stamp, payload_type, payload_revision, payload, meta_data)
                select aggregate_identifier, ?, gen_random_uuid(), type, now(), 'TaskRenamed', payload_revision,
                    jsonb_build_object('task_id', aggregate_identifier) || ?::jsonb, case when ? then meta_data else '{}'::jsonb end
                from domain_event_entry where aggregate_identifier = ? and sequence_number = 0
                """, version, payload, ownerKnown, task.id()));
        transaction.executeWithoutResult(_ -> database.queryForList("select pg_notify('domain_event_entry', '')"));
    }

    private static String next(JsonNode page) {
        return page.get("next_since").stringValue();
    }

    private static List<String> titles(Answer answer) {
        return answer.expect(200).json().get("items").valueStream().map(change -> change.at("/task/title").stringValue()).toList();
    }
}
