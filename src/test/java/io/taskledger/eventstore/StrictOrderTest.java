package io.taskledger.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.BesideOthers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** However writers' commits cross, each reader sees every committed event once, and all in the same order. */
@BesideOthers
class StrictOrderTest {

    private static final Duration WRITING = Duration.ofSeconds(20);

    @Test
    void readers_see_every_committed_event_once_and_in_order() throws Exception {
        try (ExecutorService trials = Executors.newVirtualThreadPerTaskExecutor()) { // beside each other, which crosses commits all the more
            List<Future<?>> results = new ArrayList<>();
            for (int writers : new int[] {2, 3, 16}) {
                String database = EventStoreFixture.newDatabase();
                results.add(trials.submit(() -> readersSeeEveryEventOf(writers, database)));
            }
            for (Future<?> result : results) {
                result.get();
            }
        }
    }

    private static @Nullable Void readersSeeEveryEventOf(int writers, String database) throws Exception {
        try (var writing = new EventStoreProcess(database);
                var reading = new EventStoreProcess(database);
                EventReader beside = EventReader.ofStream(writing.store);
                EventReader elsewhere = EventReader.ofStream(reading.store);
                EventReader polling = EventReader.polling(reading.engine)) {
            RestlessWriter.prepare(writing);
            List<String> acknowledged = write(writing, writers, WRITING);

            List<String> stored = writing.texts();
            assertThat(stored).containsExactlyInAnyOrderElementsOf(acknowledged).hasSizeGreaterThan(100 * writers);
            for (EventReader reader : List.of(beside, elsewhere, polling)) {
                await().atMost(Duration.ofSeconds(30)).until(() -> reader.count() >= stored.size());
                assertThat(reader.texts()).as("of %s writers", writers).isEqualTo(stored);
            }
        }
        return null;
    }

    @Test
    void so_do_readers_and_writers_in_two_processes() throws Exception {
        String database = EventStoreFixture.newDatabase();
        try (var here = new EventStoreProcess(database);
                EventReader reader = EventReader.ofStream(here.store)) {
            RestlessWriter.prepare(here);
            List<String> acknowledged;
            List<String> readThere;
            try (var there = new OtherProcess(database, WRITING)) {
                acknowledged = write(here, 3, WRITING);
                acknowledged.addAll(there.acknowledged());
                readThere = there.read(acknowledged.size());
            }
            List<String> stored = here.texts();
            assertThat(stored).containsExactlyInAnyOrderElementsOf(acknowledged);
            await().atMost(Duration.ofSeconds(30)).until(() -> reader.count() >= stored.size());
            assertThat(reader.texts()).isEqualTo(stored);
            assertThat(readThere).isEqualTo(stored);
        }
    }

    static List<String> write(EventStoreProcess process, int writers, Duration time) throws Exception {
        long deadline = System.nanoTime() + time.toNanos();
        List<Future<List<String>>> written = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < writers; i++) {
                var writer = new RestlessWriter(process, i);
                written.add(threads.submit(() -> writer.writeUntil(deadline)));
            }
        }
        List<String> acknowledged = new ArrayList<>();
        for (Future<List<String>> texts : written) {
            acknowledged.addAll(texts.get());
        }
        return acknowledged;
    }
}
