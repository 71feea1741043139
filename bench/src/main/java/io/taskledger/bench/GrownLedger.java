package io.taskledger.bench;

import io.taskledger.bench.Results.Figure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Whether a ledger becomes slower as it grows: two of them, one with few events and one with many, in one PostgreSQL, with as many events
 * of each task and tasks of each user, and as many users who ask.
 */
record GrownLedger(Run run) {

    private static final int TASKS_OF_USER = 100;
    private static final int MOST_USERS = 1_000;
    private static final int SMALLER = 10;

    /** The target is of so many: what a smaller ledger shows is printed, and reaches nothing. */
    private static final long TARGET_EVENTS = 10_000_000;

    private static final List<Work> WORKS = List.of(Work.CREATE, Work.LIST, Work.GET);

    /** @param users who ask, at equal distances among all */
    private record Size(String name, Population population, int users) {}

    void table() throws Exception {
        long grown = run.options().growth();
        int users = Math.clamp(grown / SMALLER / Population.DEEP / TASKS_OF_USER, 1, MOST_USERS);
        List<Size> sizes = List.of(size("before", grown / SMALLER, users), size("after", grown, users));
        List<Service> services = new ArrayList<>();
        List<Contestant> contestants = new ArrayList<>();
        try {
            for (Size size : sizes) {
                Service service = started(size);
                services.add(service);
                contestants.add(ours(size, service));
                contestants.add(yardstick(size));
            }
            measure(contestants, sizes);
        } finally {
            for (Service service : services) {
                service.close();
            }
        }
    }

    private Size size(String name, long events, int asking) {
        long tasks = Math.max(TASKS_OF_USER, events / Population.DEEP);
        int users = (int) Math.max(asking, tasks / TASKS_OF_USER);
        return new Size(name, new Population(users / asking * asking, tasks, tasks), asking);
    }

    private Service started(Size size) throws Exception {
        Run.say("stores %s events, and folds them".formatted(Cells.count(size.population.events())));
        Database database = run.server().create(name(size));
        Service.migrate(database);
        size.population.storeEvents(database);
        return run.launch().start(database).awaitReady();
    }

    private Contestant ours(Size size, Service service) throws Exception {
        Database database = run.server().database().named(name(size));
        HttpContestant ours = run.ledger(
                ours(size), service, database, size.population, Run.tokens(size.population, size.users));
        Duration warmUp = Duration.ofSeconds(Math.max(1, run.options().warmUpSeconds() / 2));
        for (Work work : WORKS) {
            var _ = ours.load(work, warmUp);
        }
        return ours;
    }

    private Contestant yardstick(Size size) throws Exception {
        Database database = run.server().database().named(name(size));
        PgbenchContestant alone = PgbenchContestant.of(database, size.population, size.users, run.server().processes());
        return new PgbenchContestant("pgbench, " + size.name, database, alone.scripts(), alone.postgres());
    }

    private static String name(Size size) {
        return "growth_" + size.name;
    }

    private void measure(List<Contestant> contestants, List<Size> sizes) throws Exception {
        System.out.printf(
                "%nGrowth: %s events before, %s after, %d of each task, %d tasks of each user; %d users ask; all else as above%n%n",
                Cells.count(sizes.getFirst().population.events()), Cells.count(sizes.getLast().population.events()), Population.DEEP,
                TASKS_OF_USER, sizes.getFirst().users);
        var table = new MarkdownTable(Rounds.HEADS);
        for (Work work : WORKS) {
            Map<String, Rounds> rounds = new Rates(run, contestants).rounds(work);
            rounds.forEach((name, measured) -> table.row(measured.cells(work.title, name)));
            if (sizes.getLast().population.events() >= TARGET_EVENTS) {
                run.put(figure(work), rate(rounds, sizes.getLast()) / rate(rounds, sizes.getFirst()));
            }
        }
    }

    private static double rate(Map<String, Rounds> rounds, Size size) {
        return Objects.requireNonNull(rounds.get(ours(size))).rate();
    }

    private static String ours(Size size) {
        return Targets.OURS + ", " + size.name;
    }

    private static Figure figure(Work work) {
        return switch (work) {
            case CREATE -> Figure.GROWN_CREATE;
            case LIST -> Figure.GROWN_LIST;
            default -> Figure.GROWN_GET;
        };
    }
}
