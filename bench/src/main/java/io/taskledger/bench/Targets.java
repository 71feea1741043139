package io.taskledger.bench;

import io.taskledger.bench.Results.Figure;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/** The figures to reach, each beside what was measured of it in this run. */
final class Targets {

    static final String OURS = "Task Ledger";
    static final String OURS_EDDSA = "Task Ledger, EdDSA";
    static final String PGBENCH = "pgbench";

    /** Where there is no such target. */
    private static final double NONE = Double.NaN;

    private final Results results;
    private final MarkdownTable table =
            new MarkdownTable("target                                      ", "to reach", "beyond", "measured", "verdict            ");

    private Targets(Results results) {
        this.results = results;
    }

    static void print(Results results) {
        System.out.printf("%nTargets, by medians of this run%n%n");
        new Targets(results).rows();
    }

    private void rows() {
        atLeast("list 50, of pgbench", ratio(Work.LIST, PGBENCH), 0.5, 0.6);
        atLeast("list 50, of Fastify's rate", ratio(Work.LIST, Peers.FASTIFY), 0.9, NONE);
        atMost("list 50, p99", p99(Work.LIST), 50, NONE, "ms");
        for (Work work : List.of(Work.GET, Work.SUMMARY)) {
            atLeast(work.title + ", of pgbench", ratio(work, PGBENCH), 0.5, NONE);
            atLeast(work.title + ", of Fastify's rate", ratio(work, Peers.FASTIFY), NONE, 1);
        }
        atLeast("list 1,000, of Fastify's rate", ratio(Work.LIST_1000, Peers.FASTIFY), 1, NONE);
        for (Work work : List.of(Work.CREATE, Work.COMPLETE)) {
            atLeast(work.title + ", of pgbench", ratio(work, PGBENCH), 0.45, NONE);
            atLeast(work.title + ", of Fastify's create", results.ratio(work, OURS, Work.CREATE, Peers.FASTIFY), 0.6, 1);
            atMost(work.title + ", p99", p99(work), 30, NONE, "ms");
        }
        atLeast("list 50 with EdDSA, of HS256", results.ratio(Work.LIST, OURS_EDDSA, Work.LIST, OURS), 0.9, NONE);
        atMost("80 % of the steady rate, after a load of", results.find(Figure.COLD_SECONDS), 15, 5, "s");
        atMost("resident memory while serving", results.find(Figure.MEMORY_MB), 300, 250, "MB");
        atMost("start to readiness", results.find(Figure.START_SECONDS), 3, NONE, "s");
        atMost("commit to visible, p99, same instance", results.find(Figure.LAG_SAME_MILLIS), 25, NONE, "ms");
        atMost("commit to visible, p99, another instance", results.find(Figure.LAG_OTHER_MILLIS), 50, NONE, "ms");
        atMost("1,000 users, a request a second each, p95", results.find(Figure.USERS_P95_MILLIS), 20, NONE, "ms");
        atMost("the same, failed", results.find(Figure.USERS_FAILED), 0, NONE, "");
        atMost("1,000 connections that never pause, failed", results.find(Figure.BUSY_FAILED), 0, NONE, "");
        atMost("open connections, failed", results.find(Figure.OPEN_FAILED), 0, NONE, "");
        atLeast("create after growth, of before", results.find(Figure.GROWN_CREATE), 0.85, NONE);
        atLeast("list 50 after growth, of before", results.find(Figure.GROWN_LIST), 0.85, NONE);
        atLeast("get one task after growth, of before", results.find(Figure.GROWN_GET), 0.85, NONE);
    }

    private OptionalDouble ratio(Work work, String contestant) {
        return results.ratio(work, OURS, work, contestant);
    }

    private OptionalDouble p99(Work work) {
        return results.find(work, OURS, Window::p99Millis);
    }

    private void atLeast(String what, OptionalDouble measured, double needed, double beyond) {
        row(what, measured, needed, beyond, (figure, target) -> figure >= target, figure -> Cells.percent(figure, 1));
    }

    private void atMost(String what, OptionalDouble measured, double needed, double beyond, String unit) {
        row(what, measured, needed, beyond, (figure, target) -> figure <= target,
                figure -> String.format(Locale.ROOT, figure % 1 == 0 ? "%.0f %s" : "%.1f %s", figure, unit).strip());
    }

    private interface Comparison {
        boolean holds(double figure, double target);
    }

    private void row(
            String what, OptionalDouble measured, double needed, double beyond, Comparison comparison, DoubleFunction<String> cell) {
        String verdict = "not measured";
        if (measured.isPresent()) {
            boolean reached = Double.isNaN(needed) || comparison.holds(measured.getAsDouble(), needed);
            boolean further = comparison.holds(measured.getAsDouble(), beyond);
            verdict = further ? "reached, and beyond" : Double.isNaN(needed) ? "not beyond" : reached ? "reached" : "missed";
        }
        String figure = measured.isPresent() ? cell.apply(measured.getAsDouble()) : "";
        table.row(what, target(needed, cell), target(beyond, cell), figure, verdict);
    }

    private static String target(double target, DoubleFunction<String> cell) {
        return Double.isNaN(target) ? "" : cell.apply(target);
    }
}
