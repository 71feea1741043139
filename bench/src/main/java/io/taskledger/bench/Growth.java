package io.taskledger.bench;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import io.taskledger.eventstore.PostgresEventStore;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;

/**
 * Whether appends and loads of aggregates become slower as events pile up: by 32 threads, at 100,000, 1,000,000 and more stored
 * events, four to an aggregate. A new aggregate's event is appended; and aggregates are read through the event store and
 * deserialised: of 25,000 that are spread evenly over all that is stored, as many as there are at first, which shows what the depth
 * of the store costs; and any of all, which shows also what memory is lacking. A checkpoint comes before each measurement, a
 * warm-up of half the time after it.
 *
 * <p>Yardstick, in the same run: pgbench with 32 clients, the same insert into the same table, and the same select, each a
 * statement that commits by itself. Each column also shows its part of what it was in the first row.
 */
final class Growth {

    private static final int THREADS = 32;
    private static final List<Long> SIZES = List.of(100_000L, 1_000_000L);
    private static final long SPREAD = SIZES.getFirst() / GeneratedTasks.EVENTS;

    private final TimeBasedEpochRandomGenerator ids = Generators.timeBasedEpochRandomGenerator();
    private final Database database;
    private final Load load;
    private final Pgbench pgbench;

    private Growth(Database database, Duration time) {
        this.database = database;
        load = new Load(THREADS, time);
        pgbench = new Pgbench(database, THREADS, time);
    }

    static void measure(long most, Duration time) throws Exception {
        try (Server server = Server.start(time.multipliedBy(36).plusMinutes(10).plusMillis(most / 2))) {
            server.database().execute("create schema yardstick");
            new Growth(server.database(), time).table(most);
        }
    }

    private void table(long most) throws Exception {
        System.out.printf("%d threads; %d s each, after half as long a warm-up%n%n", THREADS, load.time().toSeconds());
        var table = new MarkdownTable("stored events", "appends/s", "of first", "pgbench", "of first", "loads/s", "of first", "pgbench", "of first",
                "of any/s", "of first", "pgbench", "of first");
        compile();
        var tasks = new GeneratedTasks(database);
        double[] first = null;
        for (long size : LongStream.concat(SIZES.stream().mapToLong(n -> n).filter(n -> n < most), LongStream.of(most)).toArray()) {
            tasks.growTo(size);
            double[] rates = rates(tasks.count());
            first = first == null ? rates : first;
            row(table, size, rates, first);
        }
    }

    /** The first row would be slow otherwise: the JVM compiles what is run often. */
    private void compile() throws Exception {
        var tasks = new GeneratedTasks(database);
        tasks.growTo(SIZES.getFirst());
        var _ = loads(tasks.count(), 1);
        var _ = appends();
        database.execute("truncate domain_event_entry restart identity");
    }

    /** Loads come first, since they leave the size as it is. */
    private double[] rates(long tasks) throws Exception {
        checkpoint();
        double loads = loads(SPREAD, tasks / SPREAD);
        checkpoint();
        double selects = pgbench.highest(Yardstick.load(SPREAD, tasks / SPREAD));
        checkpoint();
        double loadsOfAny = loads(tasks, 1);
        checkpoint();
        double selectsOfAny = pgbench.highest(Yardstick.load(tasks, 1));
        checkpoint();
        double appends = appends();
        checkpoint();
        double inserts = pgbench.highest(Yardstick.insert("domain_event_entry", Yardstick.NEW_TASK_ID));
        return new double[] {appends, inserts, loads, selects, loadsOfAny, selectsOfAny};
    }

    private static void row(MarkdownTable table, long size, double[] rates, double[] first) {
        String[] cells = new String[1 + 2 * rates.length];
        cells[0] = Cells.count(size);
        for (int i = 0; i < rates.length; i++) {
            cells[1 + 2 * i] = Cells.count(rates[i]);
            cells[2 + 2 * i] = Cells.percent(rates[i], first[i]);
        }
        table.row(cells);
    }

    private void checkpoint() throws SQLException {
        database.execute("checkpoint");
    }

    private double appends() throws Exception {
        try (OurStore our = OurStore.on(database, THREADS)) {
            return load.highest(() -> our.engine().append(List.of(SampleEvents.created(ids.generate()))))
                    .perSecond();
        }
    }

    /** Of so many tasks, one in so many. */
    private double loads(long tasks, long apart) throws Exception {
        try (OurStore our = OurStore.on(database, THREADS + 4);
                PostgresEventStore store = our.start()) {
            return load.highest(() -> load(store, GeneratedTasks.id((ThreadLocalRandom.current().nextLong(tasks) + 1) * apart))).perSecond();
        }
    }

    private static void load(PostgresEventStore store, String task) {
        long events = store.readEvents(task).asStream().filter(event -> event.getPayload() != null).count();
        if (events != GeneratedTasks.EVENTS) {
            throw new IllegalStateException("Task " + task + " has " + events + " events");
        }
    }
}
