package io.taskledger.bench;

import io.taskledger.bench.Clients.Traffic;
import io.taskledger.bench.Results.Figure;
import io.taskledger.bench.Wrk.Result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What many clients at once notice: those who pause as people do, those who never pause, and those who hardly ever ask. */
record ManyClients(Run run, List<String> tokens) {

    private static final int USERS = 1_000;
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    /** All of the open connections together. */
    private static final double REQUESTS_A_SECOND = 500;

    private static final int FILES_BESIDE = 500;
    private static final Call LIST = Call.get("/api/tasks?limit=50");

    private static final String[] HEADS = {"by                  ", "requests/s", "p50", "p95", "p99", "max", "failed"};

    void tables(List<HttpContestant> services) throws Exception {
        if (run.options().wants("users")) {
            users(services);
        }
        if (run.options().wants("busy")) {
            busy(services);
        }
        if (run.options().wants("open")) {
            open(services.getFirst());
        }
    }

    private void users(List<HttpContestant> services) throws Exception {
        System.out.printf("""
                %n%s users with a connection and a request a second each, four lists of 50 to one create; %d s; times are from when a request \
                was due%n%n""",
                Cells.count((long) USERS), 3 * run.options().seconds());
        var table = new MarkdownTable(HEADS);
        for (HttpContestant service : services) {
            Run.say("%d users, %s".formatted(USERS, service.name()));
            Traffic traffic = new PacedClients(service.uri(), USERS, A_SECOND).run(
                    run.options().window().multipliedBy(3),
                    (connection, client, turn) -> connection.send(
                            (client + turn) % 5 == 0 ? Call.create() : LIST, token(client), "", turn));
            row(table, service.name(), traffic);
            if (isOurs(service)) {
                run.put(Figure.USERS_P95_MILLIS, traffic.took().count() == 0 ? Double.MAX_VALUE : traffic.took().nanosAt(95) / 1e6);
                run.put(Figure.USERS_FAILED, traffic.failures().size());
            }
        }
    }

    private void busy(List<HttpContestant> services) throws Exception {
        System.out.printf("%n%s connections that never pause, lists of 50; %d s; of a closed loop%n%n",
                Cells.count((long) USERS), run.options().seconds());
        var table = new MarkdownTable(HEADS);
        for (HttpContestant service : services) {
            Run.say("%d connections, %s".formatted(USERS, service.name()));
            Path targets = service.targets().of(Work.LIST);
            Result result = run.wrk().run(service.uri(), targets, LIST, LIST, USERS, run.options().window());
            table.row(service.name(), Cells.count(result.perSecond()), Cells.millis(result.p50Nanos()), Cells.millis(result.p95Nanos()),
                    Cells.millis(result.p99Nanos()), "", Cells.count(result.failed()));
            if (isOurs(service)) {
                run.put(Figure.BUSY_FAILED, (double) result.failed());
            }
        }
    }

    private void open(HttpContestant ours) throws Exception {
        int connections = run.options().connections();
        long files = openFiles();
        if (files < connections + FILES_BESIDE) {
            System.out.printf("%nleft out: %s open connections: a process may have %s files open (ulimit -n)%n",
                    Cells.count((long) connections), Cells.count(files));
            return;
        }
        Run.say("%d open connections".formatted(connections));
        PacedClients clients = PacedClients.at(REQUESTS_A_SECOND, ours.uri(), connections);
        Duration time = clients.period().multipliedBy(2);
        System.out.printf(Locale.ROOT, "%n%s open connections, each asks for a list of 50 every %.1f s; %.1f s%n%n",
                Cells.count((long) connections), clients.period().toMillis() / 1e3, time.toMillis() / 1e3);
        Traffic traffic = clients.run(time, (connection, client, turn) -> connection.send(LIST, token(client), "", turn));
        row(new MarkdownTable(HEADS), ours.name(), traffic);
        run.put(Figure.OPEN_FAILED, traffic.failures().size());
    }

    private static boolean isOurs(HttpContestant service) {
        return service.name().equals(Targets.OURS);
    }

    private static void row(MarkdownTable table, String name, Traffic traffic) {
        table.row(name, Cells.count(traffic.perSecond()), traffic.took().at(50), traffic.took().at(95), traffic.took().at(99),
                traffic.took().at(100), Cells.count((long) traffic.failures().size()));
        traffic.failures().stream().distinct().limit(3).forEach(Run::say);
    }

    /** As many as a process may have, as a JVM and the service take them. */
    private static long openFiles() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.substring("Max open files".length()).strip().split(" +")[1])
                .mapToLong(most -> most.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(most))
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    private String token(int client) {
        return tokens.get(client % tokens.size());
    }
}
