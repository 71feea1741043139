package io.taskledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;

@ApplicationTest
class AuditTest {

    private final Api api;
    private final Api ann;
    private final JdbcTemplate database;
    private final TransactionTemplate transaction;

    AuditTest(@Autowired Api api, @Autowired JdbcTemplate database, @Autowired JdbcTransactionManager transactions) {
        this.api = api;
        this.ann = api.asSomeone();
        this.database = database;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Test
    void newest_come_first_whatever_their_task() {
        Answer one = ann.create("one");
        Answer two = ann.create("two");
        ann.post(one.path() + "/complete").expect(200);
        ann.delete(two.path()).expect(204);
        assertThat(changes("")).containsExactly(two.id() + " deleted", one.id() + " completed", two.id() + " created", one.id() + " created");
    }

    @Test
    void an_entry_is_the_same_as_in_its_tasks_history() {
        Answer task = ann.create("one");
        ann.patch(task.path(), "{\"title\": \"two\", \"description\": \"new\"}").expect(200);
        List<JsonNode> history = ann.get(task.path() + "/history").json().get("items").valueStream().toList();
        assertThat(entries("")).hasSize(3).containsExactlyElementsOf(history.reversed());
    }

    @Test
    void everybody_sees_their_own_only() {
        Answer task = ann.create("Ann's");
        Api bob = api.asSomeone();
        assertThat(bob.get("/api/audit").expect(200).json().get("items")).isEmpty();
        assertThat(bob.get("/api/audit?task_id=" + task.id()).expect(200).json().get("items")).isEmpty();
        bob.create("Bob's");
        assertThat(bob.get("/api/audit").body()).contains("Bob's").doesNotContain("Ann's");
        assertThat(ann.get("/api/audit").body()).contains("Ann's").doesNotContain("Bob's");
        api.get("/api/audit").expectProblem(401, "unauthenticated");
    }

    @Test
    void filters_leave_what_all_of_them_let_through() {
        Answer one = ann.create("one");
        Answer two = ann.create("two");
        ann.post(one.path() + "/complete").expect(200);
        ann.post(two.path() + "/complete").expect(200);
        ann.post(one.path() + "/reopen").expect(200);
        String ofOne = "?task_id=" + one.id();

        assertThat(changes(ofOne)).containsExactly(one.id() + " reopened", one.id() + " completed", one.id() + " created");
        assertThat(changes("?task_id=" + one.id().toUpperCase(Locale.ROOT))).hasSize(3);
        assertThat(changes("?task_id=" + UUID.randomUUID())).isEmpty();
        assertThat(changes("?type=completed")).containsExactly(two.id() + " completed", one.id() + " completed");
        assertThat(changes(ofOne + "&type=completed")).containsExactly(one.id() + " completed");
        assertThat(changes(ofOne + "&type=deleted")).isEmpty();
        assertThat(changes("?task_id=&type=&from=&to=&limit=&cursor=")).hasSize(5);

        List<String> times = entries("").stream().map(entry -> entry.get("occurred_at").stringValue()).toList();
        String reopened = times.get(0);
        String completedOne = times.get(2);
        assertThat(changes("?from=" + completedOne + "&to=" + reopened)).containsExactly(two.id() + " completed", one.id() + " completed");
        assertThat(changes(ofOne + "&from=" + completedOne)).containsExactly(one.id() + " reopened", one.id() + " completed");
        assertThat(changes("?type=created&to=" + times.get(3))).containsExactly(one.id() + " created");
        assertThat(changes(ofOne + "&type=completed&from=" + completedOne + "&to=" + reopened)).containsExactly(one.id() + " completed");
        assertThat(changes("?from=" + reopened + "&to=" + completedOne)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"created", "renamed", "described", "completed", "reopened", "deleted", "restored"})
    void every_type_can_be_asked_for(String type) {
        Answer task = ann.create("one");
        ann.patch(task.path(), "{\"title\": \"two\", \"description\": \"new\", \"completed\": true}").expect(200);
        ann.post(task.path() + "/reopen").expect(200);
        ann.delete(task.path()).expect(204);
        ann.post(task.path() + "/restore").expect(200);
        assertThat(changes("?type=" + type)).containsExactly(task.id() + " " + type);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-16T09:30:00.123456Z, 1, 0", "2026-01-16t09:30:00.123456z, 1, 0", "2026-01-16T10:30:00.123456+01:00, 1, 0",
        "2026-01-16T09:30:00.1234560-00:00, 1, 0", "2026-01-16T09:30:00.123457Z, 0, 1", "2026-01-16T09:30:00.123455Z, 1, 0",
        "2026-01-16T09:30:00.123455001Z, 1, 0", "2026-01-16T09:30:00.123456001Z, 0, 1", "2026-01-16T09:30:00.123456999Z, 0, 1",
        "0000-01-01T00:00:00+14:00, 1, 0", "9999-12-31T23:59:59.999999999-14:00, 0, 1",
        "2026-01-16T09:30:00.123456+0000, 1, 0", "2026-01-16T15:00:00.123457+0530, 0, 1", "2026-01-16T01:30:00.123456-08, 1, 0",
        "2026-01-17T09:29:00.123456+23:59, 1, 0", "2026-01-15T09:31:00.123457-2359, 0, 1", "2026-01-17T04:30:00.123456+19:00, 1, 0",
        "2026-01-16T09:29:60.123456Z, 1, 0", "2026-01-16T09:29:60.123457Z, 0, 1", "2015-06-30T23:59:60Z, 1, 0", "9999-12-31T23:59:60-23:59, 0, 1",
        "0000-01-01T00:00:00+23:59, 1, 0", "2026-01-16T09:30:00.1234560000000Z, 1, 0", "2026-01-16T09:30:00.1234559999999999999999999Z, 1, 0",
        "2026-01-16T09:30:00.1234560001Z, 0, 1", "2026-01-16T09:30:00.99999999999999999999+00:00, 0, 1"
    })
    void from_is_inclusive_and_to_exclusive_to_the_last_digit(String time, int from, int to) {
        ann.create("one");
        setAllTimes("2026-01-16T09:30:00.123456Z");
        assertThat(entries("?from=" + encoded(time))).hasSize(from);
        assertThat(entries("?to=" + encoded(time))).hasSize(to);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&type=renamed"})
    void entries_of_equal_times_come_once_each(String filter) {
        Answer task = ann.create("title 0");
        IntStream.range(1, 8).forEach(i -> ann.patch(task.path(), "{\"title\": \"title %s\"}".formatted(i)).expect(200));
        setAllTimes("2026-01-16T09:30:00Z");
        List<JsonNode> whole = entries("?limit=100" + filter);
        assertThat(whole).extracting(entry -> entry.get("version").intValue()).startsWith(7, 6, 5, 4, 3, 2, 1);
        assertThat(joined("?limit=1" + filter)).containsExactlyElementsOf(whole);
        assertThat(joined("?limit=3" + filter)).containsExactlyElementsOf(whole);
    }

    @Test
    void a_page_stays_where_it_was_when_others_write() {
        IntStream.range(0, 7).forEach(i -> ann.create("task " + i));
        List<JsonNode> whole = entries("");
        JsonNode first = ann.get("/api/audit?limit=3").json();
        ann.create("newer");
        String rest = "?limit=4&cursor=" + first.get("next_cursor").stringValue();
        assertThat(entries(rest)).containsExactlyElementsOf(whole.subList(3, 7));
        assertThat(ann.get("/api/audit" + rest).json().get("next_cursor").isNull()).isTrue();
        assertThat(joined("?limit=2&from=2026-01-01T00:00:00Z&to=9999-01-01T00:00:00Z")).hasSize(8);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, 422, limit", "limit=1001, 422, limit", "limit=1.5, 400, limit", "limit=1&limit=2, 400, limit",
        "task_id=x, 400, task_id", "task_id=1-1-1-1-1, 400, task_id", "task_id=&task_id=, 400, task_id",
        "type=foo, 422, type", "type=CREATED, 422, type", "type=created&type=deleted, 400, type",
        "from=yesterday, 400, from", "from=2026-01-16, 400, from", "from=2026-01-16T09:30Z, 400, from", "from=2026-01-16T09:30:00, 400, from",
        "from=2026-02-30T09:30:00Z, 400, from", "from=2026-01-16T09:30:00+01:00, 400, from", "from=%2B12026-01-16T09:30:00Z, 400, from",
        "to=1768555800, 400, to", "to=2026-01-16%2009:30:00Z, 400, to", "to=2026-01-16T24:00:00Z, 400, to", "to=a&to=b, 400, to",
        "from=2026-01-16T09:30:61Z, 400, from", "from=2026-01-16T09:60:00Z, 400, from", "from=2026-01-16T09:30:00%2B24:00, 400, from",
        "from=2026-01-16T09:30:00%2B01:60, 400, from", "from=2026-01-16T09:30:00%2B1, 400, from", "from=2026-01-16T09:30:00%2B010000, 400, from",
        "from=2026-01-16T09:30:00.Z, 400, from", "from=10000-01-16T09:30:00Z, 400, from", "from=-001-01-16T09:30:00Z, 400, from",
        "from=2026-01-16T09:30:00.000000+0000, 400, from", "from=2026-01-16T09:30:00%2B00:00%20, 400, from",
        "cursor=x, 422, cursor", "cursor=%20, 422, cursor", "cursor=x&cursor=y, 400, cursor",
        "type=foo&limit=0&to=x, 400, to", "type=foo&limit=x, 400, limit", "type=foo&cursor=x&cursor=y, 400, cursor"
    })
    void a_bad_parameter_is_named(String query, int status, String parameter) {
        ann.get("/api/audit?" + query).expectViolation(status, parameter);
    }

    /** {@code datetime_format} of the clients that openapi-generator makes, strftime's {@code %Y-%m-%dT%H:%M:%S.%f%z}. */
    @Test
    void a_time_is_taken_as_generated_python_clients_write_it() {
        ann.create("one");
        assertThat(entries("?from=" + encoded("2026-01-16T09:30:00.000000+0000") + "&to=" + encoded("9999-01-16T09:30:00.000000+0100"))).hasSize(1);
    }

    @Test
    void a_plus_that_became_a_space_is_explained() {
        assertThat(ann.get("/api/audit?from=2026-01-16T09:30:00+00:00").expectViolation(400, "from").body()).contains("%2B");
    }

    @Test
    void every_altered_byte_of_a_cursor_is_noticed() {
        ann.create("one");
        ann.create("two");
        String cursor = ann.get("/api/audit?limit=1").json().get("next_cursor").stringValue();
        byte[] bytes = Base64.getUrlDecoder().decode(cursor);
        for (int i = 0; i < bytes.length; i++) {
            byte[] altered = bytes.clone();
            altered[i] ^= 1;
            String tampered = Base64.getUrlEncoder().withoutPadding().encodeToString(altered);
            ann.get("/api/audit?limit=1&cursor=" + tampered).expectViolation(422, "cursor");
        }
        ann.get("/api/audit?limit=1&cursor=" + cursor).expect(200);
    }

    @Test
    void a_cursor_is_good_for_its_own_question_and_user_only() {
        Answer task = ann.create("one");
        ann.create("two");
        String cursor = ann.get("/api/audit?limit=1").json().get("next_cursor").stringValue();
        for (String other : List.of("task_id=" + task.id(), "type=created", "from=2026-01-16T09:30:00Z", "to=9999-01-16T09:30:00Z")) {
            ann.get("/api/audit?" + other + "&cursor=" + cursor).expectViolation(422, "cursor");
        }
        ann.get(task.path() + "/history?cursor=" + cursor).expectViolation(422, "cursor");
        ann.get("/api/tasks?cursor=" + cursor).expectViolation(422, "cursor");
        api.asSomeone().get("/api/audit?cursor=" + cursor).expectViolation(422, "cursor");
        assertThat(changes("?limit=7&cursor=" + cursor)).containsExactly(task.id() + " created");
    }

    private List<JsonNode> joined(String query) {
        List<JsonNode> joined = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = ann.get("/api/audit" + query + "&cursor=" + cursor).expect(200).json();
            page.get("items").valueStream().forEach(joined::add);
            cursor = nextCursor(page);
        }
        return joined;
    }

    private static @Nullable String nextCursor(JsonNode page) {
        return page.get("next_cursor").isNull() ? null : page.get("next_cursor").stringValue();
    }

    private List<JsonNode> entries(String query) {
        return ann.get("/api/audit" + query).expect(200).json().get("items").valueStream().toList();
    }

    private List<String> changes(String query) {
        return entries(query).stream().map(entry -> entry.get("task_id").stringValue() + " " + entry.get("type").stringValue()).toList();
    }

    private void setAllTimes(String time) {
        String user = ann.get("/api/me").json().get("id").stringValue();
        transaction.executeWithoutResult(_ -> database.update("update audit set occurred_at = ?::timestamptz where user_id = ?", time, user));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
