package io.taskledger.bench;

import io.taskledger.bench.Results.Figure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.IntStream;

/** What all parts of {@code bench/performance} share. */
record Run(Options options, Server server, Issuer issuer, Launch launch, Wrk wrk, Results results) implements AutoCloseable {

    static Run start(Options options, Server server) throws IOException, GeneralSecurityException {
        Issuer issuer = Issuer.start();
        var launch = new Launch(Files.createDirectory(server.folder().resolve("cache")), issuer, options.aot());
        return new Run(options, server, issuer, launch, Wrk.in(server.folder()), new Results());
    }

    /** What goes on, for whoever waits; no part of the result. */
    static void say(String what) {
        System.err.println("bench: " + what);
    }

    /** Of so many users of the population, at equal distances. */
    static List<String> tokens(Population population, int users) {
        int apart = population.users() / users;
        return IntStream.range(0, users).mapToObj(i -> Tokens.of(population.user((long) i * apart), "user")).toList();
    }

    HttpContestant ledger(String name, Service service, Database database, Population population, List<String> tokens) throws Exception {
        var targets = new TargetFiles(folder(), population, tokens, database, LedgerTables.tasks(database));
        return new HttpContestant(
                name, service.uri(), Calls.TASK_LEDGER, targets, wrk, new ProcessTree(service.pid()), server.processes());
    }

    HttpContestant contestant(Peer peer, Population population) throws IOException {
        var targets = new TargetFiles(folder(), population, tokens(population, population.users()), peer.database(), Peer.TASKS);
        return new HttpContestant(
                peer.name(), peer.uri(), peer.calls(), targets, wrk, new ProcessTree(peer.process().pid()), server.processes());
    }

    private Path folder() {
        return server.folder();
    }

    /** A contestant's highest rate of a work, measured now where it was not before. */
    double rate(HttpContestant contestant, Work work) throws Exception {
        Rounds measured = results.find(work, contestant.name());
        return measured == null ? contestant.window(work, options.window()).perSecond() : measured.rate();
    }

    void put(Figure figure, double measured) {
        results.put(figure, measured);
    }

    @Override
    public void close() {
        issuer.close();
    }
}
