package io.taskledger.bench;

import io.taskledger.eventstore.PostgresEventStore;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.postgresql.PGConnection;

import java.io.OutputStream;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * How many events a second are read in their order, from the first to the last, by one consumer in a JVM with 128 MB of heap: as
 * a consumer takes them from the store's stream, which reads ahead, and from the engine; with payloads deserialised and without.
 *
 * <p>Yardstick, in the same JVM: the same columns of the same rows in the same order by {@code copy … to stdout}, thrown away.
 */
public final class Reading {

    private static final String HEAP = "-Xmx128m";
    private static final long WARM_UP = 500_000;

    private static final Consumer<TrackedEventMessage<?>> DESERIALIZE = TrackedEventMessage::getPayload;
    private static final Consumer<TrackedEventMessage<?>> PASS = _ -> {};

    private final Database database;
    private final PostgresEventStore store;
    private final OurStore our;

    private Reading(Database database, OurStore our, PostgresEventStore store) {
        this.database = database;
        this.our = our;
        this.store = store;
    }

    static void measure(long events) throws Exception {
        try (Server server = Server.start(Duration.ofMinutes(10).plusMillis(events))) {
            server.database().execute("create schema yardstick");
            new GeneratedTasks(server.database()).growTo(events);
            System.out.printf("%s events read in their order, in a JVM with %s%n%n", Cells.count(events), HEAP);
            ProcessBuilder reader = ChildProcess.java(Reading.class, server.database(), HEAP);
            ChildProcess.await(ChildProcess.start(reader.redirectOutput(ProcessBuilder.Redirect.INHERIT)));
        }
    }

    /** The JVM that reads. */
    public static void main(String[] args) throws Exception {
        Database database = Database.parse(System.getenv("DATABASE_URL"));
        try (OurStore our = OurStore.on(database, 4);
                PostgresEventStore store = our.start()) {
            var reading = new Reading(database, our, store);
            long all = Long.parseLong(database.query("select count(*) from domain_event_entry"));
            double copied = reading.copied(all);
            var table = new MarkdownTable("read by                            ", "events/s", "of copy", "peak heap", "peak after a collection");
            table.row("copy … to stdout", Cells.count(copied), "100 %", "", "");
            reading.row(table, "the store's stream, deserialised", all, copied, limit -> reading.streamed(limit, DESERIALIZE));
            reading.row(table, "the store's stream", all, copied, limit -> reading.streamed(limit, PASS));
            reading.row(table, "the engine, deserialised", all, copied, limit -> reading.read(limit, DESERIALIZE));
            reading.row(table, "the engine", all, copied, limit -> reading.read(limit, PASS));
        }
    }

    private interface Pass {
        void over(long events) throws Exception;
    }

    private void row(MarkdownTable table, String what, long events, double copied, Pass pass) throws Exception {
        try (HeapPeak heap = HeapPeak.sample()) {
            double rate = perSecond(events, pass);
            table.row(what, Cells.count(rate), Cells.percent(rate, copied), Cells.megabytes(heap.used()), Cells.megabytes(heap.live()));
        }
    }

    private static double perSecond(long events, Pass pass) throws Exception {
        pass.over(Math.min(events, WARM_UP));
        long start = System.nanoTime();
        pass.over(events);
        return events / ((System.nanoTime() - start) / 1e9);
    }

    private double copied(long all) throws Exception {
        try (Connection connection = database.connect()) {
            var copies = connection.unwrap(PGConnection.class).getCopyAPI();
            return perSecond(all, events -> copies.copyOut(copy(events), OutputStream.nullOutputStream()));
        }
    }

    private static String copy(long events) {
        return """
                copy (
                    select global_index, aggregate_identifier, sequence_number, event_identifier, type, time_stamp,
                        payload_type, payload_revision, payload, meta_data
                    from domain_event_entry
                    order by global_index
                    limit %d
                ) to stdout
                """.formatted(events);
    }

    private void streamed(long events, Consumer<TrackedEventMessage<?>> each) throws InterruptedException {
        try (TrackingEventStream stream = store.openStream(store.createTailToken())) {
            for (long i = 0; i < events; i++) {
                if (!stream.hasNextAvailable(10, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("The stream ended after " + i + " events");
                }
                each.accept(stream.nextAvailable());
            }
        }
    }

    private void read(long events, Consumer<TrackedEventMessage<?>> each) {
        try (Stream<TrackedEventMessage<?>> stream = our.engine().readEvents(our.engine().createTailToken(), false).map(e -> e)) {
            long count = stream.limit(events).peek(each).mapToLong(_ -> 1).sum();
            if (count != events) {
                throw new IllegalStateException("The engine gave " + count + " events");
            }
        }
    }
}
