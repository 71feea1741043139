package io.taskledger.bench;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

/**
 * From the answer of a command that did not wait, until its task is in a client's hands, who asks for it by its id in a tight loop:
 * one task at a time, and beside it creates at a steady rate on the instance that this one is created on. What the asking takes
 * itself is in it; so a task that has long been there is asked for, too.
 */
record Visibility(Database database, Service one, Service other, Load load) {

    void table(double perSecond) throws Exception {
        System.out.printf(
                "%nfrom answer to readable, at %s creates/s with Prefer: respond-async on one of two instances; %d s each; %s folds the events%n%n",
                Cells.count(perSecond), load.time().toSeconds(), folding());
        var table = new MarkdownTable("created on", "read on", "reached/s", "samples", "p50", "p99", "max", "one read, p50", "one read, p99");
        for (Service created : List.of(one, other)) {
            for (Service read : List.of(one, other)) {
                row(table, created, read, perSecond);
            }
        }
    }

    private void row(MarkdownTable table, Service created, Service read, double perSecond) throws Exception {
        var ended = new AtomicBoolean();
        List<User> users = User.all(created);
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Future<Samples> sampling = executor.submit(() -> sample(created, read, ended));
            Load.Rate rate;
            try {
                rate = load.steady(perSecond, () -> User.any(users).createAsync());
            } finally {
                ended.set(true);
            }
            Samples samples = sampling.get();
            table.row(name(created), name(read), Cells.count(rate.perSecond()), Cells.count((long) samples.lags.count()),
                    samples.lags.at(50), samples.lags.at(99), samples.lags.at(100), samples.reads.at(50), samples.reads.at(99));
        }
    }

    record Samples(Percentiles lags, Percentiles reads) {}

    static Samples sample(Service created, Service read, AtomicBoolean ended) throws Exception {
        User writer = User.named("sample", created);
        User reader = User.named("sample", read);
        var lags = LongStream.builder();
        var reads = LongStream.builder();
        while (!ended.get()) {
            String task = writer.createAsync().id();
            long start = System.nanoTime();
            for (int status = reader.status(task); status != 200; status = reader.status(task)) {
                Verdict.require(status == 404, "a client's own task was answered with " + status + " before it could be read");
            }
            long readable = System.nanoTime();
            Verdict.require(reader.status(task) == 200, "a task was there, and then not");
            lags.add(readable - start);
            reads.add(System.nanoTime() - readable);
        }
        return new Samples(Percentiles.of(lags.build().toArray()), Percentiles.of(reads.build().toArray()));
    }

    private String name(Service service) {
        return service == one ? "A" : "B";
    }

    private String folding() throws SQLException {
        return name(Takeover.isFolding(one, database) ? one : other);
    }
}
