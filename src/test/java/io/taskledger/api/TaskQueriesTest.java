package io.taskledger.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import io.taskledger.support.StoredTasks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

@ApplicationTest
class TaskQueriesTest {

    private final Api api;
    private final Api ann;
    private final JdbcTemplate database;

    TaskQueriesTest(@Autowired Api api, @Autowired JdbcTemplate database) {
        this.database = database;
        this.api = api;
        this.ann = api.asSomeone();
    }

    @Test
    void newest_come_first() {
        ann.create("one");
        ann.create("two");
        ann.create("three");
        assertThat(titles(ann.get("/api/tasks"))).containsExactly("three", "two", "one");
        assertThat(titles(ann.get("/api/tasks?sort=created_at"))).containsExactly("one", "two", "three");
    }

    @Test
    void sorting_by_update_puts_the_last_touched_last() {
        Answer one = ann.create("one");
        ann.create("two");
        ann.post(one.path() + "/complete").expect(200);
        assertThat(titles(ann.get("/api/tasks?sort=updated_at"))).containsExactly("two", "one");
        assertThat(titles(ann.get("/api/tasks?sort=-updated_at"))).containsExactly("one", "two");
    }

    @Test
    void titles_sort_caselessly_by_code_point() {
        List.of("b", "A", "a", "\u00e4", "Z", "\u0130", "_", "\ud83e\udd5b", "\uffee", "10", "9").forEach(ann::create);
        List<String> ascending = titles(ann.get("/api/tasks?sort=title"));
        // 10 9 _ a/A b i z ä ○ 🥛, equal ones by id: A was created before a
        assertThat(ascending).containsExactly("10", "9", "_", "A", "a", "b", "\u0130", "Z", "\u00e4", "\uffee", "\ud83e\udd5b");
        assertThat(titles(ann.get("/api/tasks?sort=-title"))).containsExactlyElementsOf(ascending.reversed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"created_at", "-created_at", "updated_at", "-updated_at", "title", "-title"})
    void pages_join_into_the_whole_list(String sort) {
        IntStream.range(0, 23).forEach(i -> ann.create("task " + i % 5));
        List<JsonNode> whole = ann.get("/api/tasks?sort=" + sort).json().get("items").valueStream().toList();

        List<JsonNode> joined = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = ann.get("/api/tasks?limit=5&sort=" + sort + "&cursor=" + cursor).expect(200).json();
            page.get("items").valueStream().forEach(joined::add);
            cursor = page.get("next_cursor").isNull() ? null : page.get("next_cursor").stringValue();
            pages++;
        } while (cursor != null);

        assertThat(whole).hasSize(23);
        assertThat(joined).containsExactlyElementsOf(whole);
        assertThat(pages).isEqualTo(5);
    }

    @Test
    void a_page_stays_where_it_was_when_others_write() {
        IntStream.range(0, 6).forEach(i -> ann.create("task " + i));
        JsonNode first = ann.get("/api/tasks?limit=3").json();
        ann.create("newer");
        ann.delete("/api/tasks/" + first.get("items").get(2).get("id").stringValue()).expect(204);

        Answer second = ann.get("/api/tasks?limit=3&cursor=" + first.get("next_cursor").stringValue());
        assertThat(titles(second)).containsExactly("task 2", "task 1", "task 0");
        assertThat(second.json().get("next_cursor").isNull()).isTrue();
    }

    @Test
    void a_full_last_page_has_no_next() {
        IntStream.range(0, 4).forEach(i -> ann.create("task " + i));
        assertThat(ann.get("/api/tasks?limit=4").json().get("next_cursor").isNull()).isTrue();
    }

    @Test
    void completed_ones_can_be_told_from_others() {
        ann.create("open");
        ann.post(ann.create("done").path() + "/complete").expect(200);
        assertThat(titles(ann.get("/api/tasks?completed=true"))).containsExactly("done");
        assertThat(titles(ann.get("/api/tasks?completed=false"))).containsExactly("open");
        assertThat(titles(ann.get("/api/tasks?completed="))).containsExactly("done", "open");
    }

    @ParameterizedTest
    @CsvSource({"MILK, 2", "oat, 1", "100%, 1", "%, 1", "_, 1", "litre, 1", "stra\u00dfe, 1", "nothing, 0", "'', 4"})
    void search_takes_text_as_it_is_in_whatever_case(String q, int found) {
        ann.create("Buy Milk 100%");
        ann.create("oat milk_2");
        ann.post("/api/tasks", Json.object("title", "x", "description", "Two LITRES"));
        ann.create("STRA\u00dfE");
        assertThat(titles(ann.get("/api/tasks?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8)))).hasSize(found);
    }

    @ParameterizedTest
    @CsvSource({
        "\u039a\u0391\u03a4\u0391\u03a3, \u039a\u0391\u03a4\u0391\u03a3\u039a\u0395\u03a5\u0397",
        "\u03ba\u03b1\u03c4\u03b1\u03c2, \u039a\u0391\u03a4\u0391\u03a3\u039a\u0395\u03a5\u0397",
        "\u039f\u0394\u039f\u03a3, \u03bf\u03b4\u03cc\u03c2 \u03bf\u03b4\u03bf\u03c2", "istanbul, \u0130STANBUL",
        "\u0130STANBUL, istanbul", "\u0131sparta, ISPARTA", "ISPARTA, \u0131sparta", "caf\u00e9, cafe\u0301", "CAFE\u0301, caf\u00e9",
        "file, \ufb01le", "\ufb01le, FILE", "STRA\u1e9eE, stra\u00dfe", "10 k, 10 \u212a", "\u01c4, \u01c6", "\u01c5, d\u017e",
        "\uff76\uff9e\uff77\uff9e, \u30ac\u30ae", "milk, \uff2d\uff29\uff2c\uff2b", "\u03aa\u0301, \u0390", "\u01f0, J\u030c",
        "5 m\u00b2, 5 \u33a1", "' rent ', pay the RENT", "'\u00a0\u3000rent\u2003', rent"
    })
    void text_is_found_however_it_is_written(String q, String title) {
        ann.create(title);
        assertThat(titles(ann.get("/api/tasks?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8)))).containsExactly(title);
        Api bob = api.asSomeone();
        bob.post("/api/tasks", Json.object("title", "x", "description", title));
        assertThat(titles(bob.get("/api/tasks?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8)))).containsExactly("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%20", "+", "%C2%A0", "%E3%80%80%09%0A%E2%80%A8"})
    void a_blank_search_is_none(String q) {
        ann.create("one");
        ann.create("two");
        assertThat(titles(ann.get("/api/tasks?q=" + q))).containsExactly("two", "one");
        String cursor = ann.get("/api/tasks?limit=1&q=" + q).json().get("next_cursor").stringValue();
        assertThat(titles(ann.get("/api/tasks?limit=1&cursor=" + cursor))).containsExactly("one");
    }

    @Test
    void a_search_has_as_many_code_points_as_a_description_may_have() {
        String milk = "%F0%9F%A5%9B";
        assertThat(titles(ann.get("/api/tasks?q=+" + milk.repeat(600) + "+"))).isEmpty();
        assertThat(titles(ann.get("/api/tasks?q=" + "x".repeat(1000)))).isEmpty();
        ann.get("/api/tasks?q=" + "x".repeat(1001)).expectViolation(422, "q");
    }

    /** U+FDFA is 18 code points as it is compared, so that the title is 3,600, of 6,600 bytes. */
    @Test
    void a_title_that_grows_as_it_is_compared_is_listed_and_found() {
        Api longNamed = api.as("\ud83e\udd5b".repeat(254) + UUID.randomUUID().toString().charAt(0));
        longNamed.post("/api/tasks", Json.object("title", "\ufdfa".repeat(196) + "milk", "description", "\ufdfa".repeat(1000)));
        longNamed.create("a");
        longNamed.create("\ufdfb");
        List<String> found = new ArrayList<>();
        for (String cursor = ""; cursor != null; ) {
            JsonNode page = longNamed.get("/api/tasks?limit=1&sort=title&cursor=" + cursor).expect(200).json();
            found.add(page.get("items").get(0).get("title").stringValue().substring(0, 1));
            cursor = page.get("next_cursor").asString(null);
        }
        assertThat(found).containsExactly("a", "\ufdfb", "\ufdfa");
        assertThat(titles(longNamed.get("/api/tasks?q=MILK"))).hasSize(1);
        assertThat(titles(longNamed.get("/api/tasks?q=" + URLEncoder.encode("\ufdfa".repeat(300), StandardCharsets.UTF_8)))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, 422, limit", "limit=1001, 422, limit", "limit=-1, 422, limit", "limit=99999999999999999999999, 422, limit", "limit=x, 400, limit",
        "limit=1.5, 400, limit", "limit=1&limit=2, 400, limit", "completed=yes, 400, completed", "sort=foo, 422, sort", "sort=-, 422, sort",
        "q=a%00b, 422, q", "sort=foo&limit=x, 400, limit", "limit=0&sort=&sort=, 400, sort", "cursor=x, 422, cursor", "cursor=%20, 422, cursor"
    })
    void a_bad_parameter_is_named(String query, int status, String parameter) {
        ann.get("/api/tasks?" + query).expectViolation(status, parameter);
    }

    @Test
    void a_parameter_that_is_no_utf8_is_a_400() {
        ann.get("/api/tasks?q=%ff").expectProblem(400, "malformed");
    }

    @Test
    void limits_reach_from_1_to_1000() {
        ann.create("one");
        ann.create("two");
        assertThat(titles(ann.get("/api/tasks?limit=1"))).hasSize(1);
        assertThat(titles(ann.get("/api/tasks?limit=1000"))).hasSize(2);
    }

    @Test
    void every_altered_bit_of_a_cursor_is_noticed() {
        ann.create("one");
        ann.create("two");
        String cursor = ann.get("/api/tasks?limit=1&sort=title").json().get("next_cursor").stringValue();
        byte[] bytes = Base64.getUrlDecoder().decode(cursor);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] altered = bytes.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            String tampered = Base64.getUrlEncoder().withoutPadding().encodeToString(altered);
            ann.get("/api/tasks?limit=1&sort=title&cursor=" + tampered).expectViolation(422, "cursor");
        }
        ann.get("/api/tasks?limit=1&sort=title&cursor=" + cursor + "=").expectViolation(422, "cursor");
        ann.get("/api/tasks?limit=1&sort=title&cursor=" + cursor).expect(200);
    }

    @Test
    void a_cursor_is_good_for_its_own_question_and_user_only() {
        ann.create("one");
        ann.create("two");
        String cursor = ann.get("/api/tasks?limit=1").json().get("next_cursor").stringValue();
        ann.get("/api/tasks?sort=title&cursor=" + cursor).expectViolation(422, "cursor");
        ann.get("/api/tasks?completed=true&cursor=" + cursor).expectViolation(422, "cursor");
        ann.get("/api/tasks?q=o&cursor=" + cursor).expectViolation(422, "cursor");
        api.asSomeone().get("/api/tasks?cursor=" + cursor).expectViolation(422, "cursor");
        ann.get("/api/tasks?limit=7&cursor=" + cursor).expect(200);
    }

    @Test
    void a_title_with_line_feeds_that_is_stored_can_be_where_a_page_ends() {
        String stored = StoredTasks.add(database, ann.get("/api/me").json().get("id").stringValue(), "a\n\nb", "");
        ann.create("z");
        await().untilAsserted(() -> ann.get("/api/tasks/" + stored).expect(200));
        String cursor = ann.get("/api/tasks?limit=1&sort=title").json().get("next_cursor").stringValue();
        assertThat(titles(ann.get("/api/tasks?limit=1&sort=title&cursor=" + cursor))).containsExactly("z");
    }

    @Test
    void a_summary_counts_the_living() {
        ann.create("open");
        ann.post(ann.create("done").path() + "/complete").expect(200);
        ann.delete(ann.create("deleted").path()).expect(204);
        JsonNode summary = ann.get("/api/tasks/summary").expect(200).json();
        assertThat(summary).isEqualTo(Json.read("{\"total\": 2, \"completed\": 1, \"open\": 1}"));
        assertThat(api.asSomeone().get("/api/tasks/summary").json()).isEqualTo(Json.read("{\"total\": 0, \"completed\": 0, \"open\": 0}"));
    }

    @Test
    void who_has_a_task_already_is_told_that_it_is_the_same() {
        Answer task = ann.create("one");
        Answer unchanged = ann.with("If-None-Match", "\"0\"").get(task.path()).expect(304);
        assertThat(unchanged.body()).isEmpty();
        assertThat(unchanged.etag()).isEqualTo("\"0\"");
        ann.with("If-None-Match", "\"1\"").get(task.path()).expect(200);
        ann.with("If-None-Match", "*").get(task.path()).expect(304);
        ann.with("If-None-Match", "\"7\", W/\"0\"").get(task.path()).expect(304);
        ann.with("If-None-Match", "0").get(task.path()).expectViolation(400, "If-None-Match");
    }

    private static List<String> titles(Answer list) {
        return list.expect(200).json().get("items").valueStream().map(task -> task.get("title").stringValue()).toList();
    }
}
