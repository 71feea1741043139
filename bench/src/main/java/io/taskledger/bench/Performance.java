package io.taskledger.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole table: how fast the packaged service is, beside the peers that can be had and PostgreSQL alone, all of them on this machine and
 * in this run; what it needs for that; and whether the targets are reached.
 */
final class Performance {

    private final Run run;
    private final Population population;
    private final Database database;

    private Performance(Run run) {
        this.run = run;
        population = run.options().population();
        database = run.server().database();
    }

    static void measure(Options options) throws Exception {
        Tools.require("bench/performance", "wrk", "pgbench");
        Tools.requireService();
        try (Server server = Server.startPrivate(options.limit());
                Run run = Run.start(options, server)) {
            new Performance(run).tables();
        }
    }

    private void tables() throws Exception {
        Options options = run.options();
        System.out.printf("%s users with %s tasks each; windows of %d s, %d rounds%n",
                Cells.count((long) options.users()), Cells.count((long) options.tasksOfUser()), options.seconds(), options.rounds());
        Run.say("stores %s events, and prepares the service's first start".formatted(Cells.count(population.events())));
        Service.migrate(database);
        population.storeEvents(database);
        run.launch().prepare(database);
        Run.say("prepares the peers");
        List<Peer> peers = new Peers(run.server(), population).start();
        try {
            compare(peers);
        } finally {
            peers.forEach(Peer::close);
        }
        if (options.wants("growth")) {
            new GrownLedger(run).table();
        }
        Targets.print(run.results());
    }

    private void compare(List<Peer> peers) throws Exception {
        Options options = run.options();
        List<String> tokens = Run.tokens(population, options.users());
        List<HttpContestant> services = new ArrayList<>();
        try (Service service = new ColdStart(run, database, population, tokens).table()) {
            HttpContestant ours = run.ledger(Targets.OURS, service, database, population, tokens);
            services.add(ours);
            for (Peer peer : peers) {
                services.add(run.contestant(peer, population));
            }
            new Rates(run, contestants(services, service)).table();
            if (options.wants("memory")) {
                new ServingMemory(run, ours, tokens).table(services);
            }
            if (options.wants("lag")) {
                new Lag(run, database, ours, service, tokens).table();
            }
            new ManyClients(run, tokens).tables(services);
        }
    }

    private List<Contestant> contestants(List<HttpContestant> services, Service service) throws Exception {
        List<Contestant> contestants = new ArrayList<>(services);
        HttpContestant eddsa = run.ledger(Targets.OURS_EDDSA, service, database, population, eddsa());
        contestants.add(1, new Only(Work.LIST, run.options().wants("eddsa"), eddsa));
        contestants.add(PgbenchContestant.of(database, population, population.users(), run.server().processes()));
        return contestants;
    }

    private List<String> eddsa() {
        List<String> tokens = new ArrayList<>();
        for (int user = 0; user < population.users(); user++) {
            tokens.add(run.issuer().token(population.user(user)));
        }
        return tokens;
    }

    /** A contestant for one work alone, where that is wanted. */
    private record Only(Work only, boolean isWanted, Contestant contestant) implements Contestant {

        @Override
        public String name() {
            return contestant.name();
        }

        @Override
        public boolean does(Work work) {
            return isWanted && work == only;
        }

        @Override
        public Window window(Work work, Duration time) throws Exception {
            return contestant.window(work, time);
        }
    }
}
