package io.taskledger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/**
 * How long a change takes that was made on one instance, until streams of another have told it to their clients; and what streams cost on which
 * nothing happens.
 */
final class Streaming {

    private static final int CHANGES_A_SECOND = 50;
    private static final List<Integer> OPEN = List.of(2, 1_000);

    /** Of each user, who sees a change on all of them. */
    private static final int STREAMS_OF_A_USER = 2;

    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private final Service written;
    private final Service read;
    private final Duration time;

    private Streaming(Service written, Service read, Duration time) {
        this.written = written;
        this.read = read;
        this.time = time;
    }

    static void measure(Duration time) throws Exception {
        try (Server server = Server.startEmpty(time.multipliedBy(4).plusMinutes(7))) {
            Service.migrate(server.database());
            try (Service written = Service.startAsItIs(server.database()); Service read = Service.startAsItIs(server.database())) {
                new Streaming(written.awaitReady(), read.awaitReady(), time).table();
            }
        }
    }

    private void table() throws Exception {
        System.out.printf("%d creates/s on one instance, told by streams of another, %d of each user; %d s each, after %d s of the same; in the heap that bin/taskledger gives%n%n",
                CHANGES_A_SECOND, STREAMS_OF_A_USER, time.toSeconds(), WARM_UP.toSeconds());
        var table = new MarkdownTable("streams", "told", "create p50", "create p99", "told p50", "told p99", "told max", "threads", "resident");
        for (int open : OPEN) {
            row(table, open);
        }
    }

    private void row(MarkdownTable table, int open) throws Exception {
        List<String> names = IntStream.range(0, open / STREAMS_OF_A_USER).mapToObj(n -> "reader-" + open + "-" + n).toList();
        var told = new Told();
        try (var streams = new ChangeReaders(told)) {
            for (String name : names) {
                for (int i = 0; i < STREAMS_OF_A_USER; i++) {
                    streams.open(User.named(name, read));
                }
            }
            var _ = create(names, WARM_UP);
            told.clear();
            Percentiles creates = create(names, time);
            Percentiles arrivals = told.all((long) creates.count() * STREAMS_OF_A_USER);
            table.row(Cells.count((long) open), Cells.count((long) arrivals.count()), creates.at(50), creates.at(99),
                    arrivals.at(50), arrivals.at(99), arrivals.at(100), threads(), Cells.megabytes(ServiceMemory.sample(read).resident()));
        }
    }

    /** One after the other, at a steady rate. */
    private Percentiles create(List<String> names, Duration howLong) throws IOException, InterruptedException {
        long pause = Duration.ofSeconds(1).dividedBy(CHANGES_A_SECOND).toNanos();
        long[] took = new long[(int) (howLong.toNanos() / pause)];
        long begin = System.nanoTime();
        for (int i = 0; i < took.length; i++) {
            Thread.sleep(Duration.ofNanos(Math.max(0, begin + i * pause - System.nanoTime())));
            long start = System.nanoTime();
            var _ = User.named(names.get(i % names.size()), written).createTitled(Long.toString(start));
            took[i] = System.nanoTime() - start;
        }
        return Percentiles.of(took);
    }

    private String threads() throws IOException {
        return Files.readAllLines(Path.of("/proc", "" + read.pid(), "status")).stream()
                .filter(line -> line.startsWith("Threads:")).map(line -> line.replaceAll("\\D", "")).findFirst().orElseThrow();
    }

    /** From when a change was sent off until it was told, which each has in its title. */
    static final class Told {

        private static final Duration PATIENCE = Duration.ofSeconds(10);

        private final ConcurrentLinkedQueue<Long> lags = new ConcurrentLinkedQueue<>();
        private final Map<String, Integer> counts = new ConcurrentHashMap<>();

        void arrived(String title) {
            lags.add(System.nanoTime() - Long.parseLong(title));
            counts.merge(title, 1, Integer::sum);
        }

        void clear() {
            lags.clear();
            counts.clear();
        }

        Percentiles all(long expected) throws InterruptedException {
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (lags.size() < expected && System.nanoTime() < until) {
                Thread.sleep(Duration.ofMillis(10));
            }
            Verdict.require(lags.size() == expected && counts.values().stream().allMatch(count -> count == STREAMS_OF_A_USER),
                    lags.size() + " were told of " + expected);
            return Percentiles.of(lags.stream().mapToLong(Long::longValue).toArray());
        }
    }
}
