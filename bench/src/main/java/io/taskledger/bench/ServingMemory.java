package io.taskledger.bench;

import io.taskledger.bench.Results.Figure;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Resident memory of the service while it does four fifths of what it can, half of that as lists and half as creates, with a thousand
 * connections on which nothing is asked and a hundred streams of changes beside that.
 */
record ServingMemory(Run run, HttpContestant ours, List<String> tokens) {

    private static final int IDLE = 1_000;
    private static final int STREAMS = 100;
    private static final double OF_HIGHEST = 0.8;
    private static final double ENOUGH = 0.9;
    private static final int CLIENTS = 32;
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Call STREAM = Call.get("/api/changes/stream?since=now");

    /** @param services the same and the peers, whose memory after their windows is shown beside it */
    void table(List<HttpContestant> services) throws Exception {
        double lists = OF_HIGHEST / 2 * run.rate(ours, Work.LIST);
        double creates = OF_HIGHEST / 2 * run.rate(ours, Work.CREATE);
        Run.say("memory while serving");
        List<HttpConnection> connections = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (int i = 0; i < IDLE; i++) {
                    HttpConnection idle = open(connections);
                    var _ = idle.send(Call.get("/api/me"), token(i), "", 0);
                }
                for (int i = 0; i < STREAMS; i++) {
                    HttpConnection stream = open(connections);
                    String token = token(i);
                    Callable<Boolean> reading = () -> stream.readAll(STREAM, token);
                    var _ = executor.submit(reading);
                }
                measure(executor, lists, creates, services);
            } finally {
                for (HttpConnection connection : connections) {
                    connection.close();
                }
            }
        }
    }

    private void measure(ExecutorService executor, double lists, double creates, List<HttpContestant> services) throws Exception {
        Duration time = run.options().window().multipliedBy(3);
        List<Future<Clients.Traffic>> loads = new ArrayList<>();
        loads.add(executor.submit(() -> load(lists, Call.get("/api/tasks?limit=50"), time)));
        loads.add(executor.submit(() -> load(creates, Call.create(), time)));
        List<Long> resident = new ArrayList<>();
        while (!loads.stream().allMatch(Future::isDone)) {
            resident.add(ours.app().residentBytes());
            Thread.sleep(PAUSE);
        }
        for (Future<Clients.Traffic> load : loads) {
            Verdict.require(load.get().failures().isEmpty(), "requests failed while memory was looked at: " + load.get().failures());
        }
        double reached = (loads.getFirst().get().perSecond() + loads.getLast().get().perSecond()) / (lists + creates);
        long median = (long) Median.of(resident);
        if (reached >= ENOUGH) {
            run.put(Figure.MEMORY_MB, (double) (median >> 20));
        } else {
            System.out.printf(
                    "%nThe load was not reached (%.0f %% of it), so the memory below is no figure for the target.%n", 100 * reached);
        }
        System.out.printf("""
                %nResident memory; Task Ledger's at %s lists/s and %s creates/s, with %s idle connections and %d streams, the peers' after \
                their windows%n%n""",
                Cells.count(loads.getFirst().get().perSecond()), Cells.count(loads.getLast().get().perSecond()),
                Cells.count((long) IDLE), STREAMS);
        var table = new MarkdownTable("by                  ", "processes", "median", "highest");
        table.row(ours.name(), "" + ours.app().processes(), Cells.megabytes(median),
                Cells.megabytes(resident.stream().max(Long::compare).orElseThrow()));
        for (HttpContestant peer : services.subList(1, services.size())) {
            table.row(peer.name(), "" + peer.app().processes(), Cells.megabytes(peer.app().residentBytes()), "");
        }
    }

    private Clients.Traffic load(double perSecond, Call call, Duration time) throws Exception {
        return PacedClients.at(perSecond, ours.uri(), CLIENTS)
                .run(time, (connection, client, turn) -> connection.send(call, token(client + turn * CLIENTS), "", turn));
    }

    private HttpConnection open(List<HttpConnection> connections) throws IOException {
        HttpConnection connection = HttpConnection.open(ours.uri());
        connections.add(connection);
        return connection;
    }

    private String token(long number) {
        return tokens.get((int) (number % tokens.size()));
    }
}
