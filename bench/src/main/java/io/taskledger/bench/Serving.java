package io.taskledger.bench;

import io.taskledger.bench.Clients.Traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * What clients notice of rebuilds: half of {@link #CLIENTS} list any user's tasks, half create some. First without a rebuild, after
 * a warm-up of half the time; then while the projection "tasks" is rebuilt, over and over. A user who is there at first has as many
 * tasks at any time, and no list may have fewer.
 */
final class Serving {

    private static final int CLIENTS = 32;
    private static final int PAGE = 50;

    private final AtomicLong shortLists = new AtomicLong();
    private final AtomicLong early = new AtomicLong();
    private final Service service;
    private final List<User> users;
    private final long fewest;

    private Serving(Service service, long fewest) {
        this.service = service;
        users = User.all(service);
        this.fewest = fewest;
    }

    static void measure(long events, Duration time) throws Exception {
        try (Server server = Server.startEmpty(time.multipliedBy(4).plusMinutes(15).plusMillis(events))) {
            Service.migrate(server.database());
            TaskHistories.store(server.database(), events);
            try (Service service = Service.start(server.database())) {
                var _ = service.awaitReady();
                new Serving(service, Math.min(PAGE, TaskHistories.ofUser(events))).tables(events, time);
            }
        }
    }

    private record Both(Traffic lists, Traffic creates, long shortLists, long early) {}

    private void tables(long events, Duration time) throws Exception {
        System.out.printf(
                "%s events stored at first; %d clients list %d, %d create; %d s without, then at least as long with rebuilds; service with %s%n%n",
                Cells.count(events), CLIENTS / 2, PAGE, CLIENTS / 2, time.toSeconds(), Service.HEAP);
        var _ = both(until(time.dividedBy(2)));
        var table = new MarkdownTable(
                "work              ", "seconds", "requests", "rate", "p50", "p99", "max", "failed", "short lists", "answered before readable");
        Both calm = both(until(time));
        rows(table, "no rebuild", calm);
        List<Rebuild> rebuilds;
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Rebuild>> rebuilding = executor.submit(() -> rebuild(until(time)));
            rows(table, "rebuilds", both(() -> !rebuilding.isDone()));
            rebuilds = rebuilding.get();
        }
        System.out.println();
        var swaps = new MarkdownTable("rebuild", "events", "seconds", "events/s", "swap", "differences");
        for (Rebuild rebuild : rebuilds) {
            swaps.row(rebuild.projection(), Cells.count(rebuild.events()), Cells.seconds(rebuild.seconds()),
                    Cells.count(rebuild.events() / rebuild.seconds()), rebuild.swap(), "" + rebuild.differences());
        }
    }

    private static BooleanSupplier until(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        return () -> System.nanoTime() < end;
    }

    private List<Rebuild> rebuild(BooleanSupplier goesOn) throws Exception {
        User operator = User.operator(service);
        List<Rebuild> rebuilds = new ArrayList<>();
        do {
            rebuilds.add(Rebuild.order(operator, "tasks"));
        } while (goesOn.getAsBoolean());
        return rebuilds;
    }

    private Both both(BooleanSupplier goesOn) throws Exception {
        shortLists.set(0);
        early.set(0);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Traffic> lists = executor.submit(() -> new Clients(CLIENTS / 2, this::list).during(goesOn));
            Future<Traffic> creates = executor.submit(() -> new Clients(CLIENTS / 2, this::create).during(goesOn));
            return new Both(lists.get(), creates.get(), shortLists.get(), early.get());
        }
    }

    private void list() throws Exception {
        if (User.any(users).list().size() < fewest) {
            shortLists.incrementAndGet();
        }
    }

    private void create() throws Exception {
        if (!User.any(users).create().readable()) {
            early.incrementAndGet();
        }
    }

    private static void rows(MarkdownTable table, String when, Both both) {
        row(table, "list, " + when, both.lists, Cells.count(both.shortLists), "");
        row(table, "create, " + when, both.creates, "", Cells.count(both.early));
        Verdict.require(both.shortLists == 0, "a list was short");
    }

    private static void row(MarkdownTable table, String work, Traffic traffic, String shortLists, String early) {
        table.row(work, Cells.seconds(traffic.seconds()), Cells.count((long) traffic.took().count()), Cells.count(traffic.perSecond()),
                traffic.took().at(50), traffic.took().at(99), traffic.took().at(100), "" + traffic.failures().size(), shortLists, early);
        Verdict.require(traffic.failures().isEmpty(), traffic.failures().stream().findFirst().orElse(""));
    }
}
