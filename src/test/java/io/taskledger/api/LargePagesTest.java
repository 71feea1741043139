package io.taskledger.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.LargeTasks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A page ends at its limit or at 1 MiB of JSON, whichever comes first, and the pages still join into the whole. */
@ApplicationTest
class LargePagesTest {

    private static final int MEBIBYTE = 1024 * 1024;

    /** In one byte, in two where JSON escapes it, in six where JSON knows no short escape, in three, and in four: a surrogate pair. */
    private static final String[] CHARACTERS = {"a", "\"", "\u0001", "\u20ac", "\ud83e\udd5b"};

    private final Api api;
    private final JdbcTemplate database;

    LargePagesTest(@Autowired Api api, @Autowired JdbcTemplate database) {
        this.api = api;
        this.database = database;
    }

    @ParameterizedTest
    @ValueSource(strings = {"-created_at", "created_at", "-updated_at", "title", "-title"})
    void a_page_of_tasks_ends_at_1_mib(String sort) {
        String user = "large-" + UUID.randomUUID();
        Api large = user(user, 700, "\ud83e\udd5b");
        expectWhole(large, "/api/tasks?limit=1000&sort=" + sort, "cursor", "next_cursor", 700, item -> item.get("id").stringValue());
    }

    @Test
    void json_is_counted_as_it_is_sent() {
        for (String character : CHARACTERS) {
            String user = "large-" + UUID.randomUUID();
            Api large = user(user, 600, character);
            expectWhole(large, "/api/tasks?limit=1000", "cursor", "next_cursor", 600, item -> item.get("id").stringValue());
            expectWhole(large, "/api/audit?limit=1000", "cursor", "next_cursor", 600 * LargeTasks.EVENTS, item -> item.get("id").stringValue());
            expectWhole(large, "/api/changes?limit=1000", "since", "next_since", 600 * LargeTasks.EVENTS, item -> item.get("position").toString());
        }
    }

    @Test
    void filters_hold_across_such_pages() {
        String user = "large-" + UUID.randomUUID();
        Api large = user(user, 400, "\u20ac");
        expectWhole(large, "/api/tasks?limit=1000&completed=false&q=%E2%82%AC", "cursor", "next_cursor", 400, item -> item.get("id").stringValue());
        expectWhole(large, "/api/audit?limit=1000&type=described&from=2000-01-01T00:00:00Z", "cursor", "next_cursor", 400, item -> item.get("id").stringValue());
    }

    @Test
    void a_history_ends_there_too() {
        String user = "large-" + UUID.randomUUID();
        Api large = user(user, 1, "\ud83e\udd5b");
        String id = large.get("/api/tasks").json().get("items").get(0).get("id").stringValue();
        String path = "/api/tasks/" + id;
        for (int i = 0; i < 200; i++) {
            large.with("Prefer", "respond-async").patch(path, "{\"description\":\"" + i + "\ud83e\udd5b".repeat(990) + "\"}").expect(200);
        }
        large.patch(path, "{\"title\":\"last\"}").expect(200);
        expectWhole(large, path + "/history?limit=1000", "cursor", "next_cursor", 203, item -> item.get("version").toString());
    }

    /** What no answer shows does not end a page: the task's text, where it was only completed. */
    @Test
    void a_page_is_not_cut_short_by_what_it_does_not_show() {
        String user = "large-" + UUID.randomUUID();
        Api large = user(user, 1, "\ud83e\udd5b");
        String path = "/api/tasks/" + large.get("/api/tasks").json().get("items").get(0).get("id").stringValue();
        for (int i = 0; i < 150; i++) {
            large.with("Prefer", "respond-async").post(path + "/complete").expect(200);
            large.with("Prefer", "respond-async").post(path + "/reopen").expect(200);
        }
        large.patch(path, "{\"title\":\"last\"}").expect(200);
        assertThat(large.get(path + "/history?limit=1000").expect(200).json().get("items")).hasSize(303);
        assertThat(large.get("/api/audit?limit=1000").expect(200).json().get("items")).hasSize(303);
    }

    private Api user(String user, int tasks, String character) {
        Api large = api.as(user);
        LargeTasks.add(database, large, user, tasks, character);
        return large;
    }

    private interface Identity {
        String of(JsonNode item);
    }

    private static void expectWhole(Api user, String question, String parameter, String next, int items, Identity identity) {
        List<String> all = new ArrayList<>();
        String cursor = null;
        do {
            Answer answer = user.get(question + (cursor == null ? "" : "&" + parameter + "=" + cursor)).expect(200);
            int length = answer.body().getBytes(UTF_8).length;
            assertThat(length).as("bytes of a page of %s", question).isLessThanOrEqualTo(MEBIBYTE);
            assertThat(answer.header("Content-Length")).hasValue(String.valueOf(length));
            JsonNode page = answer.json();
            page.get("items").valueStream().map(identity::of).forEach(all::add);
            cursor = page.get(next).isNull() || page.get("items").isEmpty() ? null : page.get(next).stringValue();
            if (cursor != null && all.size() < items) {
                assertThat(length).as("bytes of a page of %s that is not the last", question).isGreaterThan(MEBIBYTE * 85 / 100);
            }
        } while (cursor != null);
        assertThat(all).as(question).hasSize(items).doesNotHaveDuplicates();
    }
}
