package io.taskledger.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.TestCluster;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A store that goes on in a new cluster, where transaction ids start again, from a dump: {@code copy} out and in, as pg_dump has it. */
class RestoredStoreTest {

    private static final List<String> TABLES = List.of("event_store_epoch", "domain_event_entry");

    @TempDir
    private Path folder;

    @Test
    void from_an_old_token_nothing_is_skipped_or_repeated() throws Exception {
        String old = EventStoreFixture.newDatabase();
        Dump dump;
        TrackingToken token;
        UUID epoch;
        try (var process = new EventStoreProcess(old); var transaction = new OpenTransaction(old)) {
            for (int i = 1; i <= 1000; i++) {
                process.note("old " + i); // so that there are more transaction ids than in a new cluster
            }
            transaction.append("given up").rollBack();
            process.note("old after a hole");
            token = process.engine.readEvents(null, false).skip(500).findFirst().map(TrackedEventMessage::trackingToken).orElseThrow();
            epoch = process.store.epochId();
            dump = Dump.of(old);
        }
        try (var cluster = new TestCluster(folder.resolve("data"))) {
            dump.restoreInto(EventStoreFixture.migrated(cluster.url()));
            try (var process = new EventStoreProcess(cluster.url());
                    var slow = new OpenTransaction(cluster.url())) {
                process.engine.createHeadToken(); // before anybody writes: the old hole is decided
                slow.append("new slow");
                process.note("new fast");
                List<String> first = texts(process, token);
                assertThat(first).hasSize(500).startsWith("old 502").endsWith("old 1000", "old after a hole");
                slow.commit();
                assertThat(texts(process, token)).hasSize(502).startsWith("old 502").endsWith("old after a hole", "new slow", "new fast");
                assertThat(process.store.epochId()).isEqualTo(epoch);
            }
        }
    }

    @Test
    void after_an_older_dump_an_operator_begins_a_new_epoch_and_tokens_beyond_the_end_are_refused() throws Exception {
        String old = EventStoreFixture.newDatabase();
        Dump dump;
        TrackingToken beyond;
        UUID epoch;
        try (var process = new EventStoreProcess(old)) {
            process.note("kept");
            dump = Dump.of(old);
            process.note("lost");
            beyond = process.engine.createHeadToken();
            epoch = process.store.epochId();
        }
        String restored = EventStoreFixture.newDatabase();
        dump.restoreInto(restored);
        try (var process = new EventStoreProcess(restored)) {
            assertThatExceptionOfType(EventStoreException.class)
                    .isThrownBy(() -> process.store.openStream(beyond))
                    .withMessageContaining("A reader stands at position 2, but the last event is 1")
                    .withMessageContaining("select new_event_store_epoch()");
            assertThat(process.store.epochId()).isEqualTo(epoch);
            UUID next = process.transactions.execute(_ -> process.sql.queryForObject("select new_event_store_epoch()", UUID.class));
            assertThat(process.store.epochId()).isEqualTo(next).isNotEqualTo(epoch);
        }
    }

    /** The same engine lives on through it: what it had learned of positions must not count for the events that take their places. */
    @Test
    void a_store_that_is_replaced_under_a_living_process_is_read_anew() throws Exception {
        String database = EventStoreFixture.newDatabase();
        try (var process = new EventStoreProcess(database)) {
            for (int i = 1; i <= 5; i++) {
                process.note("old " + i);
            }
            assertThat(process.engine.createHeadToken()).isEqualTo(new GlobalSequenceTrackingToken(5));
            process.transactions.executeWithoutResult(_ -> process.sql.execute("truncate domain_event_entry restart identity; select new_event_store_epoch()"));
            try (var slow = new OpenTransaction(database)) {
                slow.append("slow");
                process.note("fast");
                assertThat(texts(process, null)).isEmpty();
                slow.commit();
                await().untilAsserted(() -> assertThat(texts(process, null)).containsExactly("slow", "fast"));
            }
        }
    }

    private static List<String> texts(EventStoreProcess process, @Nullable TrackingToken token) {
        return process.engine.readEvents(token, false).map(EventStoreProcess::text).toList();
    }

    private record Dump(Map<String, byte[]> tables, long sequence) {

        static Dump of(String url) throws SQLException, IOException {
            try (Connection connection = DriverManager.getConnection(url)) {
                Map<String, byte[]> tables = new HashMap<>();
                for (String table : TABLES) {
                    var out = new ByteArrayOutputStream();
                    connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy " + table + " to stdout", out);
                    tables.put(table, out.toByteArray());
                }
                try (var row = connection.createStatement().executeQuery("select last_value from domain_event_entry_global_index_seq")) {
                    row.next();
                    return new Dump(tables, row.getLong(1));
                }
            }
        }

        void restoreInto(String url) throws SQLException, IOException {
            try (Connection connection = DriverManager.getConnection(url)) {
                connection.createStatement().execute("delete from event_store_epoch");
                for (String table : TABLES) {
                    connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + table + " from stdin", new ByteArrayInputStream(tables.get(table)));
                }
                connection.createStatement().execute("select setval('domain_event_entry_global_index_seq', %d)".formatted(sequence));
            }
        }
    }
}
