package io.taskledger.commandline;

import io.taskledger.query.rebuild.Job;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/** A bar with the rate and the time that is left, for a terminal. */
final class Bar implements Display {

    private static final int USUAL_WIDTH = 80;
    private static final int REDRAW_MILLIS = 200;

    private final ProgressBar bar;

    Bar(Job job, PrintStream out) {
        bar = new ProgressBarBuilder()
                .setTaskName(job.kind().text() + " of " + job.projection())
                .setInitialMax(job.upTo())
                .startsFrom(job.folded(), Duration.ofMillis((long) (1_000 * job.seconds())))
                .setUnit(" events", 1)
                .showSpeed()
                .setUpdateIntervalMillis(REDRAW_MILLIS)
                .setConsumer(new ConsoleProgressBarConsumer(out, width()))
                .build();
    }

    /** The library would ask in a way that takes Ctrl-C from the JVM, so that it died without a word. */
    private static int width() {
        try (Terminal terminal = TerminalBuilder.builder().dumb(true).nativeSignals(false).build()) {
            return terminal.getWidth() > 0 ? terminal.getWidth() : USUAL_WIDTH;
        } catch (IOException _) {
            return USUAL_WIDTH;
        }
    }

    @Override
    public void show(Job job) {
        bar.maxHint(job.status() == Job.Status.SUCCEEDED ? job.folded() : Math.max(job.upTo(), job.folded()));
        bar.stepTo(job.folded());
        bar.setExtraMessage(", " + Display.phase(job));
    }

    @Override
    public void close() {
        bar.close();
    }
}
