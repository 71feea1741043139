package io.taskledger.bench;

import io.taskledger.bench.Load.Rate;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * How many events a second are appended, one a commit, by 1 to 64 threads each waiting for its own event.
 *
 * <p>Yardsticks, in the same run on the same server, each after a warm-up of half the time: pgbench with as many clients, that
 * inserts the same row into a table with the same indexes by one prepared statement which commits by itself; and the JDBC and
 * JPA engines that come with Axon.
 */
final class Appends {

    private static final List<Integer> THREADS = List.of(1, 8, 32, 64);

    private final Database database;
    private final Duration time;

    private Appends(Database database, Duration time) {
        this.database = database;
        this.time = time;
    }

    static void measure(Duration time) throws Exception {
        try (Server server = Server.start(time.multipliedBy(4L * 2 * (THREADS.size() + 1)).plusMinutes(5))) {
            Database database = server.database();
            Yardstick.createTable(database);
            database.execute("create schema stock_jdbc", "create schema stock_jpa");
            new Appends(database, time).table();
        }
    }

    private void table() throws Exception {
        System.out.printf("events appended a second, one a commit; %d s each, after half as long a warm-up%n%n", time.toSeconds());
        compile();
        var table = new MarkdownTable(
                "threads", "ours", "p50", "p99", "pgbench", "ours/pgbench", "stock JDBC", "ours/JDBC", "stock JPA", "ours/JPA");
        for (int threads : THREADS) {
            Rate ours = ours(threads);
            double pgbench = new Pgbench(database, threads, time).highest(Yardstick.insert("yardstick.domain_event_entry", Yardstick.RANDOM_ID));
            double jdbc = stock(StockEngine.jdbc(database, threads), threads);
            double jpa = stock(StockEngine.jpa(database, threads), threads);
            table.row(
                    "" + threads, Cells.count(ours.perSecond()), ours.took().at(50), ours.took().at(99),
                    Cells.count(pgbench), Cells.percent(ours.perSecond(), pgbench),
                    Cells.count(jdbc), Cells.times(ours.perSecond(), jdbc),
                    Cells.count(jpa), Cells.times(ours.perSecond(), jpa));
        }
        System.out.println();
        System.out.println("round trips: ours 1 for all events that threads append at the same time (bounds and insert, which commits), pgbench 1");
        System.out.println("an event, stock JDBC 2 (begin and insert; commit), stock JPA 2 and a fiftieth (each 50 events the next of its sequence)");
    }

    /** The first row would be slow otherwise: the JVM compiles what is run often. */
    private void compile() throws Exception {
        int threads = THREADS.getLast();
        var _ = ours(threads);
        var _ = stock(StockEngine.jdbc(database, threads), threads);
        var _ = stock(StockEngine.jpa(database, threads), threads);
    }

    private Rate ours(int threads) throws Exception {
        try (OurStore store = OurStore.on(database, threads)) {
            return new Load(threads, time).highest(() -> store.engine().append(List.of(SampleEvents.created(UUID.randomUUID()))));
        }
    }

    private double stock(StockEngine stock, int threads) throws Exception {
        try (stock) {
            return new Load(threads, time)
                    .highest(() -> stock.transactions()
                            .executeInTransaction(() -> stock.engine().appendEvents(SampleEvents.created(UUID.randomUUID()))))
                    .perSecond();
        }
    }
}
