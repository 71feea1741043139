package io.taskledger.bench;

import io.taskledger.bench.Clients.Traffic;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * What clients notice when two instances of an older release are replaced one after the other. A load balancer sends each request to any
 * instance that is ready and not about to stop. Half of the clients create a task, and then read it on every instance; half read all pages
 * of a list by title, each on any instance.
 */
final class RollOver {

    private static final int CLIENTS = 16;
    private static final int PAGE = 7;

    private final Database database;
    private final long tasksOfUser;
    private final Duration time;

    /** Those that are sent requests; changed while no request is under way, as a load balancer does it for one instance. */
    private final List<Service> serving = new ArrayList<>();

    private final ReadWriteLock balancer = new ReentrantReadWriteLock(true);
    private final MarkdownTable table = new MarkdownTable(
            "what happens                            ", "seconds", "creates read everywhere", "p99", "max", "lists by page", "p99", "max",
            "failed");

    private RollOver(Database database, long tasksOfUser, Duration time) {
        this.database = database;
        this.tasksOfUser = tasksOfUser;
        this.time = time;
    }

    /** @param older the jar of the older release */
    static void measure(String older, long events, Duration time) throws Exception {
        try (Server server = Server.startEmpty(time.multipliedBy(4).plusMinutes(20).plusMillis(events))) {
            Service.migrate(server.database(), older);
            store(server.database(), events);
            System.out.printf("%s events stored at first; %d clients%n%n", Cells.count(events), CLIENTS);
            new RollOver(server.database(), TaskHistories.ofUser(events), time).replace(older);
        }
    }

    /**
     * Appends the events in a database with the tables of this release, and copies the rows into that of the older release. The epoch
     * begins before them: no store in its first epoch has older events.
     */
    private static void store(Database database, long events) throws Exception {
        Database appended = database.named(database.name() + "_appended");
        database.execute("create database " + appended.name());
        appended.migrate();
        TaskHistories.store(appended, events);
        appended.copy("domain_event_entry", database);
        database.execute(
                "update event_store_epoch set since = (select min(time_stamp) from domain_event_entry)",
                "select setval(pg_get_serial_sequence('domain_event_entry', 'global_index'), max(global_index)) from domain_event_entry",
                "drop database " + appended.name() + " with (force)", "vacuum analyze", "checkpoint");
    }

    private void replace(String older) throws Exception {
        Service oldOne = Service.start(database, Service.HEAP, older);
        Service oldTwo = Service.start(database, Service.HEAP, older);
        serving.addAll(List.of(oldOne.awaitReady(), oldTwo.awaitReady()));
        var _ = step(this::pass);
        row("two of the older release", this::pass);
        row("one of this release starts", () -> serve(Service.start(database)));
        row("three serve", this::pass);
        row("one of the older release stops", () -> retire(oldOne));
        row("another of this release starts", () -> serve(Service.start(database)));
        row("the last of the older release stops", () -> retire(oldTwo));
        row("two of this release", this::pass);
        verify();
        row("one of the older release starts again", () -> serve(Service.start(database, Service.HEAP, older)));
        row("three serve again", this::pass);
        verify();
        for (Service service : serving) {
            service.close();
        }
    }

    private interface Step {
        void take() throws Exception;
    }

    private record Both(Traffic creates, Traffic lists) {}

    private Both step(Step step) throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> whole = () -> {
                step.take();
                return true;
            };
            Future<Boolean> taken = executor.submit(whole);
            Future<Traffic> creates = executor.submit(() -> clients(this::create).during(() -> !taken.isDone()));
            Future<Traffic> lists = executor.submit(() -> clients(this::list).during(() -> !taken.isDone()));
            var both = new Both(creates.get(), lists.get());
            Verdict.require(taken.get(), "a step was not taken");
            return both;
        }
    }

    private Clients clients(Load.Work work) {
        return new Clients(CLIENTS / 2, () -> balanced(work));
    }

    private void row(String what, Step step) throws Exception {
        Both both = step(step);
        Traffic creates = both.creates;
        Traffic lists = both.lists;
        table.row(
                what, Cells.seconds(creates.seconds()),
                Cells.count((long) creates.took().count()), creates.took().at(99), creates.took().at(100),
                Cells.count((long) lists.took().count()), lists.took().at(99), lists.took().at(100),
                "" + (creates.failures().size() + lists.failures().size()));
        for (Traffic traffic : List.of(creates, lists)) {
            traffic.failures().forEach(failure -> Verdict.require(false, what + ": " + failure));
            traffic.failures().stream().distinct().limit(3).forEach(System.err::println);
        }
    }

    private void pass() throws InterruptedException {
        Thread.sleep(time);
    }

    private void serve(Service service) throws IOException, InterruptedException {
        var _ = service.awaitReady();
        change(() -> serving.add(service));
    }

    private void retire(Service service) throws IOException {
        change(() -> serving.remove(service));
        service.close();
    }

    private void change(Runnable change) {
        balancer.writeLock().lock();
        try {
            change.run();
        } finally {
            balancer.writeLock().unlock();
        }
    }

    private void balanced(Load.Work work) throws Exception {
        balancer.readLock().lock();
        try {
            work.once();
        } finally {
            balancer.readLock().unlock();
        }
    }

    private Service any() {
        return serving.get(ThreadLocalRandom.current().nextInt(serving.size()));
    }

    private void create() throws Exception {
        String user = "client-" + Thread.currentThread().threadId();
        User.Created created = User.named(user, any()).create();
        Verdict.require(created.readable(), "a create was answered before it could be read");
        for (Service service : created.readable() ? serving : List.<Service>of()) {
            User here = User.named(user, service);
            Verdict.require(here.status(created.id()) == 200, "a task that was created could not be read");
            Verdict.require(here.list().getFirst().equals(created.id()), "a task that was created was not listed first");
        }
    }

    private void list() throws Exception {
        String user = TaskHistories.user(ThreadLocalRandom.current().nextLong(TaskHistories.USERS)).value();
        String question = "/api/tasks?sort=title&q=MILK&limit=" + PAGE;
        long found = 0;
        for (String cursor = ""; cursor != null; ) {
            JsonNode page = User.named(user, any()).get(question + "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
            found += page.path("items").size();
            cursor = page.path("next_cursor").asString(null);
        }
        Verdict.require(found >= tasksOfUser && found <= tasksOfUser + 1, "a list by page had too few tasks, or too many");
    }

    private void verify() throws Exception {
        User operator = User.operator(serving.getFirst());
        String path = "/api/admin/projections/tasks/verify";
        operator.order(path);
        JsonNode verified = operator.get(path);
        while (verified.path("status").stringValue().equals("running")) {
            Thread.sleep(100);
            verified = operator.get(path);
        }
        Verdict.require(verified.path("differences").longValue(-1) == 0, "the table is not what the events say: " + verified);
    }
}
