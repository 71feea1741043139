package io.taskledger.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** PostgreSQL with no application at all: the yardstick. */
record PgbenchContestant(String name, Database database, Map<Work, String> scripts, ProcessTree postgres) implements Contestant {

    /**
     * @param population whose tasks the service has folded in this database
     * @param users as many as have tokens, at equal distances
     */
    static PgbenchContestant of(Database database, Population population, int users, ProcessTree postgres)
            throws IOException, SQLException {
        String tasks = LedgerTables.tasks(database);
        database.execute(
                "create schema yardstick",
                "create table yardstick.domain_event_entry (like public.domain_event_entry including all)",
                "create table yardstick.tasks (like public.%s including all)".formatted(tasks));
        return new PgbenchContestant("pgbench", database, YardstickScripts.of(tasks, population, users), postgres);
    }

    @Override
    public boolean does(Work work) {
        return scripts.containsKey(work);
    }

    @Override
    public Window window(Work work, Duration time) throws Exception {
        database.execute("checkpoint");
        var pgbench = new Pgbench(database, work.connections, time);
        String script = scripts.getOrDefault(work, "");
        var _ = pgbench.run(script, time.dividedBy(WARM_UP));
        double before = postgres.cpuSeconds();
        double rate = pgbench.run(script, time);
        double requests = Math.max(1, rate * time.toSeconds());
        return new Window(rate, 0, 0, 0, 0, 1_000 * (postgres.cpuSeconds() - before) / requests);
    }
}
