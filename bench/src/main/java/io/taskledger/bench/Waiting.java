package io.taskledger.bench;

import io.taskledger.bench.Load.Rate;

import java.time.Duration;
import java.util.List;

/**
 * What it costs commands to wait until queries show what they did, and how long that takes: in one instance, in another, and when
 * the one that folds the events is killed.
 */
final class Waiting {

    private static final int CLIENTS = 64;

    private static final int ROUNDS = 3;

    /** The JVM compiles what is run often, and on two cores that competes with what is measured for more than a minute. */
    private static final Duration WARM_UP = Duration.ofSeconds(90);

    private final Database database;
    private final Load load;

    private Waiting(Database database, Duration time) {
        this.database = database;
        load = new Load(CLIENTS, time);
    }

    static void measure(Duration time) throws Exception {
        try (Server server = Server.startEmpty(time.multipliedBy(20).plusMinutes(17))) {
            Service.migrate(server.database());
            new Waiting(server.database(), time).tables();
        }
    }

    private void tables() throws Exception {
        try (Service one = Service.start(database)) {
            var _ = one.awaitReady();
            double highest = preferences(User.all(one));
            try (Service other = Service.start(database)) {
                var _ = other.awaitReady();
                new Visibility(database, one, other, load).table(highest / 2);
                new CreateThenList(one, other).table();
            }
        }
        Takeover.measure(database);
    }

    /** Returns the highest rate of commands that wait. */
    private double preferences(List<User> users) throws InterruptedException {
        System.out.printf("%d clients create, on one instance with %s; %d s each, in turn, each after half as long a warm-up, and all after %d s of that load%n%n",
                CLIENTS, Service.HEAP, load.time().toSeconds(), WARM_UP.toSeconds());
        var table = new MarkdownTable("create                ", "rate", "p50", "p99", "p50 less than when readable");
        var _ = new Load(CLIENTS, WARM_UP).run(() -> User.any(users).create());
        double highest = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Rate readable = load.highest(() -> User.any(users).create());
            Rate stored = load.highest(() -> User.any(users).createAsync());
            row(table, "answered when readable", readable, "");
            row(table, "Prefer: respond-async", stored, Cells.millis(readable.took().nanosAt(50) - stored.took().nanosAt(50)));
            highest = Math.max(highest, readable.perSecond());
        }
        return highest;
    }

    private static void row(MarkdownTable table, String what, Rate rate, String less) {
        table.row(what, Cells.count(rate.perSecond()), rate.took().at(50), rate.took().at(99), less);
    }
}
