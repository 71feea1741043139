package io.taskledger.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.TestCluster;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Servers and settings under which the proof would not hold, if reading did not know of them. */
class HostileServerTest {

    @TempDir
    private Path folder;

    @Test
    void a_prepared_transaction_is_waited_for_also_over_a_restart() throws Exception {
        try (var cluster = new TestCluster(folder.resolve("data"), "max_prepared_transactions", "2")) {
            EventStoreFixture.migrated(cluster.url());
            try (var process = new EventStoreProcess(cluster.url())) {
                OrderedReader reader = process.engine.readerAfter(null);
                try (var transaction = new OpenTransaction(cluster.url())) {
                    transaction.append("prepared");
                    process.note("after");
                    assertThat(read(reader)).isEmpty(); // it is known by the id that it has now
                    transaction.execute("prepare transaction 'two phases'");
                }
                assertThat(read(reader)).isEmpty();
                cluster.killImmediately();
                cluster.startAgain();
            }
            try (var process = new EventStoreProcess(cluster.url())) {
                OrderedReader reader = process.engine.readerAfter(null);
                assertThat(read(reader)).isEmpty();
                try (Connection connection = DriverManager.getConnection(cluster.url()); Statement statement = connection.createStatement()) {
                    statement.execute("commit prepared 'two phases'"); // not possible in a transaction
                }
                assertThat(read(reader)).containsExactly("prepared", "after");
            }
        }
    }

    @Test
    void a_standby_is_refused_where_a_hole_has_to_be_decided() throws Exception {
        Path data = folder.resolve("data");
        try (var primary = new TestCluster(data)) {
            EventStoreFixture.migrated(primary.url());
            try (var process = new EventStoreProcess(primary.url()); var transaction = new OpenTransaction(primary.url())) {
                transaction.append("given up").rollBack();
                process.note("after");
            }
        }
        Path copy = folder.resolve("copy");
        copy(data, copy);
        Files.createFile(copy.resolve("standby.signal"));
        try (var standby = new TestCluster(copy); var process = new EventStoreProcess(standby.url())) {
            OrderedReader reader = process.engine.readerAfter(null);
            assertThatExceptionOfType(EventStoreException.class).isThrownBy(() -> read(reader)).withMessageContaining("standby");
        }
    }

    @Test
    void numbers_that_are_handed_out_in_advance_are_refused() {
        try (var process = new EventStoreProcess(EventStoreFixture.newDatabase())) {
            process.transactions.executeWithoutResult(_ -> process.sql.execute("alter table domain_event_entry alter column global_index set cache 10"));
            assertThatExceptionOfType(EventStoreException.class)
                    .isThrownBy(process.engine::createHeadToken)
                    .withMessageContaining("set cache 1");
        }
    }

    @Test
    void events_beside_the_sequence_are_refused() {
        try (var process = new EventStoreProcess(EventStoreFixture.newDatabase())) {
            process.note("first");
            process.transactions.executeWithoutResult(_ -> process.sql.execute("""
                    insert into domain_event_entry (global_index, aggregate_identifier, sequence_number, event_identifier, type, time_stamp,
                        payload_type, payload, meta_data)
                    overriding system value values (5000, 'copied', 0, 'copied', 'Note', now(), 'Noted', '{"text": "copied"}', '{}')
                    """));
            assertThatExceptionOfType(EventStoreException.class).isThrownBy(process.engine::createHeadToken).withMessageContaining("select setval(");
        }
    }

    @Test
    void statements_have_snapshots_of_their_own_whatever_the_isolation_level() throws Exception {
        String database = EventStoreFixture.newDatabase();
        try (var transaction = new OpenTransaction(database);
                var process = new EventStoreProcess(database + "&options=-c%20default_transaction_isolation=serializable")) {
            transaction.append("slow");
            process.note("after");
            OrderedReader reader = process.engine.readerAfter(null);
            assertThat(read(reader)).isEmpty();
            transaction.commit();
            assertThat(read(reader)).containsExactly("slow", "after");
        }
    }

    @Test
    void a_connection_that_breaks_between_two_looks_changes_nothing() throws Exception {
        String database = EventStoreFixture.newDatabase();
        try (var slow = new OpenTransaction(database);
                var killer = new OpenTransaction(database);
                var process = new EventStoreProcess(database + "&ApplicationName=reader")) {
            slow.append("slow");
            process.note("after");
            OrderedReader reader = process.engine.readerAfter(null);
            assertThat(read(reader)).isEmpty();
            killer.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'reader'");
            await().ignoreExceptionsInstanceOf(EventStoreException.class).untilAsserted(() -> assertThat(read(reader)).isEmpty());
            slow.commit();
            assertThat(read(reader)).containsExactly("slow", "after");
        }
    }

    private static List<String> read(OrderedReader reader) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            reader.next(100).forEach(event -> texts.add(event.aggregateIdentifier()));
        }
        return texts;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
