package io.taskledger.commandline;

import io.taskledger.query.rebuild.Job;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** A line every few seconds, for a log. */
final class Lines implements Display {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final PrintStream out;
    private final long folded;
    private final long start = System.nanoTime();
    private long last = start;

    Lines(Job job, PrintStream out) {
        this.out = out;
        folded = job.folded();
    }

    @Override
    public void show(Job job) {
        long now = System.nanoTime();
        if (job.isRunning() && now - last >= PAUSE.toNanos()) {
            last = now;
            out.println(line(job, (job.folded() - folded) * 1e9 / (now - start)));
        }
    }

    private static String line(Job job, double rate) {
        long rest = job.upTo() - job.folded();
        String left = rate < 1 || rest <= 0 ? "" : String.format(Locale.ROOT, ", about %,.0f s left", Math.ceil(rest / rate));
        return String.format(Locale.ROOT, "%s of %s: %,d of %,d events, %,.0f/s, %s%s",
                job.kind().text(), job.projection(), job.folded(), job.upTo(), rate, Display.phase(job), left);
    }

    @Override
    public void close() {}
}
