package io.taskledger.commandline;

import io.taskledger.query.projection.Projection;
import io.taskledger.query.rebuild.Job;
import io.taskledger.query.rebuild.Rebuilds;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

/** Orders a rebuild or a verification, and shows it until it ends, whichever process carries it out. */
final class Following {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Rebuilds rebuilds;
    private final PrintStream out;

    Following(Rebuilds rebuilds, PrintStream out) {
        this.rebuilds = rebuilds;
        this.out = out;
    }

    /** The end of it, or of the one of the same kind that was running already. */
    Job order(Projection<?> projection, Job.Kind kind) throws InterruptedException {
        while (!rebuilds.order(projection, kind)) {
            Optional<Job> running = rebuilds.running(projection);
            if (running.isPresent()) {
                out.printf("A %s of %s is running already: this shows that one.%n", running.get().kind().text(), projection.table());
                Job ended = follow(projection, running.get());
                if (ended.kind() == kind) {
                    return ended;
                }
                out.println(new Summary(ended).text());
            }
        }
        return follow(projection, rebuilds.last(projection, kind).orElseThrow());
    }

    private Job follow(Projection<?> projection, Job begun) throws InterruptedException {
        Job job = begun;
        try (var _ = new Farewell(() -> sayThatItGoesOn(begun)); Display display = Display.of(begun, out)) {
            while (job.isRunning()) {
                display.show(job);
                Thread.sleep(PAUSE);
                job = latest(projection, begun);
            }
            display.show(job);
        }
        return job;
    }

    private Job latest(Projection<?> projection, Job begun) {
        return rebuilds.last(projection, begun.kind())
                .filter(job -> job.id().equals(begun.id()))
                .orElseThrow(Superseded::new);
    }

    /** There is only the last one to be asked for. */
    static final class Superseded extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Superseded() {
            super("It has ended, and how is not known: another has been ordered since.");
        }
    }

    private void sayThatItGoesOn(Job job) {
        out.printf("%nThe %s of %s is still ordered: a service that runs goes on with it, or the next one that starts. To end it: taskledger cancel %s%n",
                job.kind().text(), job.projection(), job.projection());
    }
}
