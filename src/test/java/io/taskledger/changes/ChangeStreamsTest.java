package io.taskledger.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.projection.SentStatements;
import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import io.taskledger.support.Tokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/** What a client reads that is told of changes as they happen. */
@ApplicationTest
@Import(SentStatements.class)
@TestPropertySource(properties = {"taskledger.changes.heartbeat=100ms", "server.tomcat.connection-timeout=5m"})
class ChangeStreamsTest {

    private static final int MOST = 16;

    private final Api api;
    private final int port;
    private final JdbcTemplate database;
    private final TransactionTemplate transaction;
    private final String user = "user-" + UUID.randomUUID();
    private final Api ann;
    private final SentStatements sent;

    ChangeStreamsTest(
            @Autowired Api api,
            @LocalServerPort int port,
            @Autowired JdbcTemplate database,
            @Autowired JdbcTransactionManager transactions,
            @Autowired SentStatements sent) {
        this.sent = sent;
        this.api = api;
        this.port = port;
        this.database = database;
        transaction = new TransactionTemplate(transactions);
        ann = api.as(user);
    }

    @BeforeEach
    void others_do_things_too() {
        api.asSomeone().create("somebody else's");
    }

    private EventStream open(String query, @Nullable String lastEventId) {
        return EventStream.open(port, Tokens.of(user), query, lastEventId);
    }

    /** An operator has set the ledger back: who reads on would never learn that what they hold is of another time. */
    @Test
    void a_stream_ends_with_its_epoch_though_nothing_happens() throws IOException {
        ann.create("before");
        try (EventStream stream = open("?since=now", null)) {
            String id = stream.first().id();
            transaction.executeWithoutResult(_ -> database.queryForList("select new_event_store_epoch()"));
            stream.expectEnd();
            try (EventStream again = open("", id)) {
                assertThat(again.status()).isEqualTo(410);
            }
        }
    }

    @Test
    void changes_are_told_as_they_happen_in_the_form_in_which_they_are_listed() throws IOException {
        ann.create("before");
        try (EventStream stream = open("?since=now", null)) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
            assertThat(stream.header("Cache-Control")).isEqualTo("no-store");
            String beginning = stream.first().id();

            Answer task = ann.post("/api/tasks", Json.object("title", "Grüße \u2028 \uD83D\uDE80", "description", "a\n\r\nb\u0085c\u2029d\u2028")).expect(201);
            api.asSomeone().create("somebody else's");
            ann.delete(task.path()).expect(204);

            List<EventStream.Event> told = List.of(stream.change(), stream.change());
            Answer listed = ann.get("/api/changes?since=" + beginning).expect(200);
            assertThat(told).extracting(EventStream.Event::json).containsExactlyElementsOf(listed.json().get("items"));
            assertThat(told.getLast().id()).isEqualTo(listed.json().get("next_since").stringValue());
            assertThat(told.getFirst().json().get("task")).isEqualTo(task.json());
        }
    }

    @Test
    void who_comes_again_is_told_all_that_came_meanwhile_and_nothing_twice() throws IOException {
        ann.create("one");
        ann.create("two");
        String afterOne;
        try (EventStream stream = open("", null)) {
            stream.first();
            afterOne = stream.change().id();
        }
        ann.create("three");
        try (EventStream stream = open("?since=now", afterOne)) {
            assertThat(stream.first().id()).isEqualTo(afterOne);
            assertThat(title(stream.change())).isEqualTo("two");
            assertThat(title(stream.change())).isEqualTo("three");
            ann.create("four");
            assertThat(title(stream.change())).isEqualTo("four");
        }
        try (EventStream stream = open("?since=" + afterOne, null)) {
            stream.first();
            assertThat(title(stream.change())).isEqualTo("two");
        }
    }

    @Test
    void more_than_is_sent_at_once_comes_in_order() throws IOException {
        for (int i = 0; i < 250; i++) {
            ann.with("Prefer", "respond-async").create("task " + i);
        }
        try (EventStream stream = open("", null)) {
            stream.first();
            for (int i = 0; i < 250; i++) {
                assertThat(title(stream.change())).isEqualTo("task " + i);
            }
        }
    }

    /** Who does not read keeps neither the user's other clients waiting, nor the changes from coming in the end. */
    @Test
    void a_client_that_reads_nothing_for_a_while_delays_no_other() throws IOException {
        int tasks = 1000;
        String long_ = "\uD83D\uDE80".repeat(1000);
        try (EventStream sleeper = open("?since=now", null); EventStream reader = open("?since=now", null)) {
            reader.first();
            sleeper.first();
            for (int i = 0; i < tasks; i++) { // some megabytes: more than sockets hold
                ann.with("Prefer", "respond-async").post("/api/tasks", Json.object("title", "task " + i, "description", long_)).expect(201);
                if (i % 100 == 0) {
                    drain(reader, i);
                }
            }
            drain(reader, tasks - 1);
            for (int i = 0; i < tasks; i++) {
                assertThat(title(sleeper.change())).isEqualTo("task " + i);
            }
        }
    }

    private static void drain(EventStream reader, int last) {
        while (!title(reader.change()).equals("task " + last)) {
            // those before it
        }
    }

    @Test
    void a_user_reads_so_many_streams_and_others_are_not_concerned() throws IOException {
        List<EventStream> open = new ArrayList<>();
        try {
            for (int i = 0; i < MOST; i++) {
                open.add(open("?since=now", null));
                open.getLast().first();
            }
            try (EventStream refused = open("?since=now", null)) {
                assertThat(refused.status()).isEqualTo(429);
                assertThat(refused.header("Retry-After")).isNotNull();
                assertThat(Json.read(refused.text()).get("type").stringValue()).isEqualTo("urn:taskledger:problem:too-many-streams");
            }
            try (EventStream anothers = EventStream.open(port, Tokens.of("user-" + UUID.randomUUID()), "", null)) {
                anothers.first();
            }
            ann.create("for all");
            for (EventStream stream : open) {
                assertThat(title(stream.change())).isEqualTo("for all");
            }
            open.removeLast().close();
            await().untilAsserted(() -> {
                try (EventStream welcome = open("?since=now", null)) {
                    assertThat(welcome.status()).isEqualTo(200);
                }
            });
        } finally {
            for (EventStream stream : open) {
                stream.close();
            }
        }
    }

    @Test
    void it_is_alive_though_nothing_happens() throws IOException {
        try (EventStream stream = open("?since=now", null)) {
            stream.first();
            assertThat(stream.soon(stream::any)).isEqualTo(new EventStream.Event(null, null, null));
        }
    }

    /** Readers of lines in Python, and others, break lines at each of Unicode's line breaks. */
    @Test
    void no_event_holds_a_line_break_of_any_kind() throws IOException {
        ann.post("/api/tasks", Json.object("title", "a\u2028b\u2029c", "description", "\u0085\u2028\u2029\r\n\t\uD83D\uDE80")).expect(201);
        try (EventStream stream = open("", null)) {
            stream.first();
            String data = String.valueOf(stream.change().data());
            assertThat(data).doesNotContainPattern("[\\u0000-\\u001F\\u007F-\\u009F\\u2028\\u2029]").contains("\\u0085\\u2028\\u2029\\r\\n\\t\uD83D\uDE80");
        }
    }

    /** EventSource polyfills can't set headers everywhere: they put the id behind the question mark. */
    @Test
    void the_last_event_id_may_be_a_parameter_and_the_header_goes_before_it() throws IOException {
        ann.create("one");
        ann.create("two");
        ann.create("three");
        List<String> ids = new ArrayList<>();
        try (EventStream stream = open("", null)) {
            stream.first();
            for (int i = 0; i < 3; i++) {
                ids.add(String.valueOf(stream.change().id()));
            }
        }
        expectFirst("?lastEventId=" + ids.get(0), null, "two");
        expectFirst("?since=now&lastEventId=" + ids.get(1), null, "three");
        expectFirst("?lastEventId=" + ids.get(1), ids.get(0), "two");
        expectFirst("?lastEventId=&since=" + ids.get(1), null, "three");
        expectFirst("?lastEventId=" + ids.get(1), "", "three");
        ann.get("/api/changes/stream?lastEventId=x").expectViolation(422, "lastEventId");
        ann.get("/api/changes/stream?lastEventId=x&lastEventId=x").expectViolation(400, "lastEventId");
    }

    private void expectFirst(String query, @Nullable String lastEventId, String title) throws IOException {
        try (EventStream stream = open(query, lastEventId)) {
            stream.first();
            assertThat(title(stream.change())).isEqualTo(title);
        }
    }

    @Test
    void it_ends_with_the_token() throws IOException {
        String token = Tokens.with(claims -> claims.subject(user).expirationTime(Date.from(Instant.now().plusSeconds(3))));
        try (EventStream stream = EventStream.open(port, token, "", null)) {
            stream.first();
            stream.expectEnd();
        }
    }

    @Test
    void what_can_not_be_streamed_is_a_problem() {
        api.get("/api/changes/stream").expectProblem(401, "unauthenticated");
        ann.get("/api/changes/stream?since=x").expectViolation(422, "since");
        ann.with("Last-Event-ID", "x").get("/api/changes/stream").expectViolation(422, "Last-Event-ID");
        ann.with("Accept", "application/json").get("/api/changes/stream").expectProblem(406, "not-acceptable");
        ann.post("/api/changes/stream").expectProblem(405, "method-not-allowed");
        assertThat(ann.send("HEAD", "/api/changes/stream", null).expect(200).body()).isEmpty();
    }

    @Test
    void after_a_restore_it_says_to_sync_anew() throws IOException {
        ann.create("lost");
        try (EventStream stream = open("", null)) {
            stream.first();
            String beyond = String.valueOf(stream.change().id());
            transaction.executeWithoutResult(_ -> {
                database.update("update domain_event_entry set event_identifier = gen_random_uuid() where meta_data ->> 'actor' = ?", user);
                database.update("update audit set event_id = gen_random_uuid() where user_id = ?", user);
            });
            ann.create("in another world");
            stream.expectEnd();
            ann.with("Last-Event-ID", beyond).get("/api/changes/stream").expectProblem(410, "sync-anew");
        }
    }

    @Test
    void nothing_is_asked_for_users_to_whose_tasks_nothing_happens_and_once_for_all_streams_of_one() throws IOException {
        String quiet = "user-" + UUID.randomUUID();
        List<EventStream> open = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                open.add(EventStream.open(port, Tokens.of(quiet), "?since=now", null));
                open.add(open("?since=now", null));
            }
            for (EventStream stream : open) {
                stream.first();
            }
            ann.create("so that all have been looked at");
            tellAll(open);
            sent.clear();
            int changes = 20;
            for (int i = 0; i < changes; i++) {
                ann.create("task " + i);
                tellAll(open);
            }
            assertThat(sent.all()).noneMatch(statement -> statement.contains(quiet));
            assertThat(sent.all().stream().filter(statement -> statement.contains(user))).as("of eight streams")
                    .hasSizeBetween(changes, open.size() / 2 * changes - 1);
        } finally {
            for (EventStream stream : open) {
                stream.close();
            }
        }
    }

    /** Every second one is of the user to whose tasks something has happened. */
    private static void tellAll(List<EventStream> open) {
        for (int i = 1; i < open.size(); i += 2) {
            open.get(i).change();
        }
    }

    private static String title(EventStream.Event change) {
        return change.json().at("/task/title").stringValue();
    }
}
