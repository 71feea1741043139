package io.taskledger.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * How long it takes to fold all events anew: when the service finds them at its first start, and builds all projections before it is
 * ready; and in a rebuild of each, which also compares the rows with those that it replaces. Nothing else goes on meanwhile.
 *
 * <p>Yardstick, before that on the same server: {@link SqlFold}.
 */
final class Rebuilding {

    private static final List<String> PROJECTIONS = List.of("tasks", "audit");

    /** Fewer are folded one batch after the other, as if they came now. */
    private static final long BUILT_AT_ONCE = 10_000;

    private final Database database;
    private final long events;

    private Rebuilding(Database database, long events) {
        this.database = database;
        this.events = events;
    }

    static void measure(long events) throws Exception {
        try (Server server = Server.startEmpty(Duration.ofMinutes(10).plusMillis(events))) {
            Service.migrate(server.database());
            TaskHistories.store(server.database(), events);
            long stored = Long.parseLong(server.database().query("select count(*) from domain_event_entry"));
            new Rebuilding(server.database(), stored).table();
        }
    }

    private void table() throws Exception {
        System.out.printf("%s events, %d of each task, of %s users; the service with %s; nothing else goes on%n%n",
                Cells.count(events), TaskHistories.EVENTS, Cells.count((long) TaskHistories.USERS), Service.HEAP);
        var table = new MarkdownTable(
                "work                                   ", "seconds", "events/s", "of SQL fold", "swap", "differences",
                "heap used", "peak RSS so far");
        SqlFold.Seconds sql = SqlFold.measure(database, events / TaskHistories.EVENTS);
        table.row("PostgreSQL: fold in one SQL statement", Cells.seconds(sql.fold()), rate(sql.fold()), Cells.times(1, 1), "", "", "", "");
        table.row("PostgreSQL: copy … to stdout", Cells.seconds(sql.copy()), rate(sql.copy()), Cells.times(sql.copy(), sql.fold()), "", "", "", "");
        long start = System.nanoTime();
        try (Service service = Service.start(database)) {
            try (ServiceMemory memory = ServiceMemory.sample(service)) {
                var _ = service.awaitReady();
                row(table, "start, until all projections are served", (System.nanoTime() - start) / 1e9, sql, "", "", memory);
            }
            User operator = User.operator(service);
            for (String projection : events > BUILT_AT_ONCE ? PROJECTIONS : List.<String>of()) {
                double seconds = Rebuild.last(operator, projection).seconds();
                table.row("of that, build of " + projection, Cells.seconds(seconds), rate(seconds), Cells.times(seconds, sql.fold()), "", "", "", "");
            }
            for (String projection : PROJECTIONS) {
                try (ServiceMemory memory = ServiceMemory.sample(service)) {
                    Rebuild rebuild = Rebuild.order(operator, projection);
                    Verdict.require(rebuild.events() == events, "a rebuild of %s folded %d events".formatted(projection, rebuild.events()));
                    row(table, "rebuild of " + projection, rebuild.seconds(), sql,
                            rebuild.swap(), "" + rebuild.differences(), memory);
                }
            }
        }
    }

    private void row(
            MarkdownTable table, String work, double seconds, SqlFold.Seconds sql, String swap, String differences, ServiceMemory memory)
            throws IOException {
        table.row(work, Cells.seconds(seconds), rate(seconds), Cells.times(seconds, sql.fold()), swap, differences,
                Cells.megabytes(memory.heap()), Cells.megabytes(memory.resident()));
    }

    private String rate(double seconds) {
        return Cells.count(events / seconds);
    }
}
