package io.taskledger.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether a change made anything slower, in two minutes: the rates of a few works as parts of pgbench's in the same round, and the service's
 * CPU for each request, beside those that an earlier run has kept. The service is as warm as half a minute makes it, and starts without an
 * AOT cache; so the figures are to be compared with each other, and with no others.
 */
record ShortForm(Run run, HttpContestant ours, Contestant pgbench, KeptFigures kept) {

    private static final int USERS = 1_000;
    private static final int TASKS_OF_USER = 100;
    private static final int ROUNDS = 3;
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final Path KEPT = Path.of("bench/target/short.properties");

    /** Each with the work whose yardstick is its, and the seconds of its warm-up. */
    private static final List<Row> ROWS = List.of(
            new Row(Work.LIST, Work.LIST, 12), new Row(Work.GET, Work.GET, 5), new Row(Work.CREATE, Work.CREATE, 12),
            new Row(Work.COMPLETE, Work.CREATE, 5));

    private record Row(Work work, Work yardstick, int warmUpSeconds) {}

    private record Measured(List<Window> ours, List<Double> ratios) {

        Measured() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        List<Double> cpu() {
            return ours.stream().map(Window::appMillis).toList();
        }
    }

    /** @param keep whether what is measured is what later runs are compared with */
    static void measure(boolean keep) throws Exception {
        Tools.require("bench/performance --short", "wrk", "pgbench");
        Tools.requireService();
        var population = new Population(USERS, (long) USERS * TASKS_OF_USER, 1);
        try (Server server = Server.startPrivate(Duration.ofMinutes(10));
                Run run = Run.start(Options.parse(List.of()), server)) {
            Database database = server.database();
            Service.migrate(database);
            population.storeEvents(database);
            try (Service service = Service.start(database, Map.of("TASKLEDGER_AOT", "off")).awaitReady()) {
                HttpContestant ours = run.ledger(Targets.OURS, service, database, population, Run.tokens(population, USERS));
                Contestant pgbench = PgbenchContestant.of(database, population, USERS, server.processes());
                new ShortForm(run, ours, pgbench, KeptFigures.read(KEPT)).table(keep);
            }
        }
    }

    private void table(boolean keep) throws Exception {
        for (Row row : ROWS) {
            Run.say("warms up: " + row.work.title);
            var _ = ours.load(row.work, Duration.ofSeconds(row.warmUpSeconds));
        }
        Map<Work, Measured> measured = new EnumMap<>(Work.class);
        for (int round = 1; round <= ROUNDS; round++) {
            Run.say("round " + round);
            round(measured);
        }
        print(measured);
        if (keep || kept.isEmpty()) {
            var figures = new KeptFigures();
            measured.forEach((work, of) -> figures.put(work, of.ratios, of.cpu()));
            figures.write(KEPT);
            System.out.printf("%nkept in %s, for later runs to be compared with%n", KEPT);
        }
    }

    private void round(Map<Work, Measured> measured) throws Exception {
        Map<Work, Double> yardsticks = new EnumMap<>(Work.class);
        for (Row row : ROWS) {
            if (!yardsticks.containsKey(row.yardstick)) {
                yardsticks.put(row.yardstick, pgbench.window(row.yardstick, WINDOW).perSecond());
            }
            Window window = ours.window(row.work, WINDOW);
            Measured of = measured.computeIfAbsent(row.work, _ -> new Measured());
            of.ours.add(window);
            of.ratios.add(window.perSecond() / yardsticks.getOrDefault(row.yardstick, Double.NaN));
            Verdict.require(window.failed() == 0, row.work.title + " failed");
        }
    }

    private void print(Map<Work, Measured> measured) {
        System.out.printf(
                "%nRates as parts of pgbench's in the same round, and CPU of the service for each request; medians of %d, and the kept ones%n%n",
                ROUNDS);
        var table = new MarkdownTable(
                "work        ", "rate/s", "of pgbench", "lowest–highest", "kept", "CPU", "kept CPU", "compared            ");
        measured.forEach((work, of) -> {
            List<Double> ratios = kept.ratios(work);
            List<Double> cpu = kept.cpu(work);
            table.row(
                    work.title, Cells.count(new Rounds(of.ours).rate()), percent(Median.of(of.ratios)),
                    percent(KeptFigures.lowest(of.ratios)) + "–" + percent(KeptFigures.highest(of.ratios)),
                    ratios.isEmpty() ? "" : percent(Median.of(ratios)), millis(Median.of(of.cpu())),
                    cpu.isEmpty() ? "" : millis(Median.of(cpu)), compared(of, ratios, cpu));
        });
    }

    private static String compared(Measured of, List<Double> ratios, List<Double> cpu) {
        if (ratios.isEmpty()) {
            return "";
        }
        String rate = switch (KeptFigures.compare(of.ratios, ratios)) {
            case LESS -> "slower";
            case MORE -> "faster";
            case SAME -> "as fast";
        };
        return rate + switch (KeptFigures.compare(of.cpu(), cpu)) {
            case LESS -> ", less CPU";
            case MORE -> ", more CPU";
            case SAME -> "";
        };
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * part);
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.3f ms", millis);
    }
}
