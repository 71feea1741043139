package io.taskledger.bench;

import io.taskledger.bench.Load.Rate;
import io.taskledger.eventstore.PostgresEventStore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How long it takes from an event's commit until a consumer that waits has it deserialised: one in the process that committed,
 * one in another. Both consume all the time, and 32 threads publish: first as much as they can, then 100 events a second, then
 * half of the most. Only one clock is used, that of the machine.
 *
 * <p>Yardstick, in the same run: a commit that notifies, and a listener that reads the row by its position, at the same rates
 * (PostgreSQL lets only one such transaction commit at a time).
 */
final class Latency {

    private static final int THREADS = 32;
    private static final double FEW = 100;

    private final Load load;

    private Latency(Duration time) {
        load = new Load(THREADS, time);
    }

    static void measure(Duration time) throws Exception {
        try (Server server = Server.start(time.multipliedBy(8).plusMinutes(5))) {
            Yardstick.createTable(server.database());
            new Latency(time).table(server.database());
        }
    }

    private void table(Database database) throws Exception {
        double highest;
        List<Measured> ours = new ArrayList<>();
        Map<String, Long> here;
        Map<String, Long> there;
        try (OurStore our = OurStore.on(database, THREADS + 4);
                PostgresEventStore store = our.start();
                Arrivals consumer = Arrivals.of(store);
                OtherProcess other = OtherProcess.start(database)) {
            highest = load.highest(new Commits(store)::once).perSecond();
            for (double rate : List.of(FEW, highest / 2)) {
                String marker = new Commits(store).once();
                consumer.await(marker);
                other.await(marker);
                var commits = new Commits(store);
                ours.add(new Measured(rate, load.steady(rate, commits::once), commits.at()));
            }
            String last = new Commits(store).once();
            consumer.await(last);
            other.await(last);
            here = consumer.at();
            there = other.arrivals();
        }

        System.out.printf(
                "from commit to consumer; %d threads publish, at most %s events/s; %d s each%n%n",
                THREADS, Cells.count(highest), load.time().toSeconds());
        var table = new MarkdownTable("consumer            ", "asked/s", "reached/s", "events", "p50", "p99", "max");
        for (Measured run : ours) {
            run.row(table, "in the same process", here);
            run.row(table, "in another process", there);
            try (var alone = new NotifyAlone(database, THREADS)) {
                Rate rate = load.steady(run.asked, alone::once);
                new Measured(run.asked, rate, alone.committed()).row(table, "PostgreSQL's NOTIFY", alone.seenAll());
            }
        }
    }

    private record Measured(double asked, Rate rate, Map<String, Long> committed) {

        void row(MarkdownTable table, String consumer, Map<String, Long> arrivals) {
            Percentiles took = Percentiles.of(committed.entrySet().stream()
                    .mapToLong(commit -> Objects.requireNonNull(arrivals.get(commit.getKey()), "An event never came") - commit.getValue())
                    .toArray());
            table.row(
                    consumer, Cells.count(asked), Cells.count(rate.perSecond()), Cells.count(committed.size()),
                    took.at(50), took.at(99), took.at(100));
        }
    }
}
