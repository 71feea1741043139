package io.taskledger.bench;

import io.taskledger.bench.Results.Figure;
import io.taskledger.bench.Visibility.Samples;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * From a create's commit until its task can be read, on the instance that was asked to create it and on another, while the first does half
 * of the creates that it can. Either of the two may be the one that folds: so each of them is asked to create, and the slower one counts.
 */
record Lag(Run run, Database database, HttpContestant ours, Service one, List<String> tokens) {

    private static final int CLIENTS = 32;

    void table() throws Exception {
        double rate = run.rate(ours, Work.CREATE) / 2;
        Run.say("lag");
        try (Service other = run.launch().start(database).awaitReady()) {
            warm(other);
            System.out.printf(
                    "%nFrom answer to readable with Prefer: respond-async, at %s creates/s on the instance that creates; %d s each%n%n",
                    Cells.count(rate), run.options().seconds());
            var table = new MarkdownTable(
                    "created on", "read on", "reached/s", "samples", "p50", "p99", "max", "one read, p50", "one read, p99");
            double same = Math.max(row(table, one, one, rate), row(table, other, other, rate));
            run.put(Figure.LAG_SAME_MILLIS, same);
            run.put(Figure.LAG_OTHER_MILLIS, Math.max(row(table, one, other, rate), row(table, other, one, rate)));
        }
    }

    /** As long as the other one was. */
    private void warm(Service other) throws Exception {
        HttpContestant warmed = run.ledger("another instance", other, database, run.options().population(), tokens);
        Duration time = Duration.ofSeconds(Math.max(1, run.options().warmUpSeconds() / 2));
        var _ = warmed.load(Work.CREATE, time);
        var _ = warmed.load(Work.GET, time);
    }

    private double row(MarkdownTable table, Service created, Service read, double perSecond) throws Exception {
        var ended = new AtomicBoolean();
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Future<Samples> sampling = executor.submit(() -> Visibility.sample(created, read, ended));
            Clients.Traffic load;
            try {
                load = PacedClients.at(perSecond, created.uri(), CLIENTS).run(
                        run.options().window(),
                        (connection, client, turn) -> connection.send(
                                Call.create(), tokens.get((int) ((client + turn * CLIENTS) % tokens.size())), "", turn));
            } finally {
                ended.set(true);
            }
            Samples samples = sampling.get();
            table.row(name(created), name(read), Cells.count(load.perSecond()), Cells.count((long) samples.lags().count()),
                    samples.lags().at(50), samples.lags().at(99), samples.lags().at(100), samples.reads().at(50), samples.reads().at(99));
            return samples.lags().nanosAt(99) / 1e6;
        }
    }

    private String name(Service service) {
        return service == one ? "A" : "B";
    }
}
