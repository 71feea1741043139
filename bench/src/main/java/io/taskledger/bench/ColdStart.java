package io.taskledger.bench;

import io.taskledger.bench.Results.Figure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How long the service takes until it is ready, and then, under load from its first second on, until it is as fast as it gets. */
record ColdStart(Run run, Database database, Population population, List<String> tokens) {

    private static final double NEARLY = 0.8;
    private static final int SECONDS_OF_WINDOW = 5;

    /** Of so many windows, the last, the median is the steady rate. */
    private static final int STEADY = 3;

    /** Returns the last of those that it starts, warm. */
    Service table() throws Exception {
        List<Double> starts = new ArrayList<>();
        Service service = started(starts);
        while (run.options().wants("start") && starts.size() < run.options().rounds()) {
            service.close();
            service = started(starts);
        }
        double median = Median.of(starts);
        System.out.printf("%nStart to readiness, with all data and %s AOT cache: %s (%s)%n",
                run.options().aot() ? "an" : "no", Cells.seconds(median),
                starts.stream().map(Cells::seconds).collect(Collectors.joining(", ")));
        run.put(Figure.START_SECONDS, median);
        HttpContestant ours = run.ledger(Targets.OURS, service, database, population, tokens);
        int seconds = Math.min(SECONDS_OF_WINDOW, run.options().seconds());
        System.out.printf("%nRequests a second in each %d s from the first request on%n%n", seconds);
        var table = new MarkdownTable("work", "steady", "80 % after", "each window");
        run.put(Figure.COLD_SECONDS, row(table, ours, Work.LIST, seconds));
        var _ = row(table, ours, Work.CREATE, seconds);
        return service;
    }

    private Service started(List<Double> starts) throws Exception {
        Run.say("starts the service");
        long start = System.nanoTime();
        Service service = run.launch().start(database).awaitReady();
        starts.add((System.nanoTime() - start) / 1e9);
        return service;
    }

    /** Returns the seconds of load before the first window that is nearly as fast as the steady rate. */
    private double row(MarkdownTable table, HttpContestant ours, Work work, int seconds) throws Exception {
        Run.say("%s, from cold".formatted(work.title));
        double[] rates = new double[Math.max(STEADY, run.options().warmUpSeconds() / seconds)];
        for (int window = 0; window < rates.length; window++) {
            rates[window] = ours.load(work, Duration.ofSeconds(seconds)).perSecond();
        }
        double steady = Arrays.stream(rates).skip(rates.length - STEADY).sorted().skip(STEADY / 2).findFirst().orElseThrow();
        int cold = 0;
        while (rates[cold] < NEARLY * steady) {
            cold++;
        }
        table.row(work.title, Cells.count(steady), cold * seconds + " s",
                Arrays.stream(rates).mapToObj(Cells::count).collect(Collectors.joining("  ")));
        return cold * seconds;
    }
}
