package io.taskledger.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's own load generator: what it does with one prepared statement, committed by itself, is the most that can be had. */
record Pgbench(Database database, int clients, Duration time) {

    /** It tells no rate, then: where the machine is so busy that nothing was done before the time was over. */
    private static final String NONE = "transactions actually processed: 0\n";

    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

    /** How often a second the script was done, after a warm-up. */
    double highest(String script) throws IOException, InterruptedException {
        var _ = run(script, time.dividedBy(2));
        return run(script, time);
    }

    /** The same without a warm-up, in another time. */
    double run(String script, Duration duration) throws IOException, InterruptedException {
        List<String> command = List.of(
                "pgbench", "-n", "-M", "prepared", "-c", "" + clients, "-j", "2",
                "-T", "" + Math.max(1, duration.toSeconds()), "-f", "-", database.uriWithoutPassword());
        var builder = new ProcessBuilder(command);
        builder.environment().put("PGPASSWORD", Objects.requireNonNullElse(database.password(), ""));
        Process pgbench = ChildProcess.start(builder);
        try (var input = pgbench.outputWriter(StandardCharsets.UTF_8)) {
            input.write(script);
        }
        String said = new String(pgbench.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        ChildProcess.await(pgbench);
        if (said.contains(NONE)) {
            return 0;
        }
        Matcher rate = RATE.matcher(said);
        if (!rate.find()) {
            throw new IllegalStateException("pgbench said no rate: " + said);
        }
        return Double.parseDouble(rate.group(1));
    }
}
