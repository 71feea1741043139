package io.taskledger.commandline;

import io.taskledger.query.projection.DeadLetterRetry;
import io.taskledger.query.projection.DeadLetters;
import io.taskledger.query.projection.Projection;
import io.taskledger.query.rebuild.Job;
import io.taskledger.query.rebuild.Rebuilds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;

/** Each method is a command. */
@Command(
        name = "taskledger",
        synopsisSubcommandLabel = "COMMAND",
        description = "Looks after the projections of a Task Ledger: beside a service that runs, or without one.",
        footer = {
            "",
            "Without a command, or with options that begin with --, the service starts.",
            "Which database is meant is told as to the service: by DATABASE_URL, or by TASKLEDGER_DATA."
        })
final class Commands {

    private static final int NAMED_LETTERS = 20;

    private final PrintStream out;

    Commands(PrintStream out) {
        this.out = out;
    }

    @Command(
            name = "projections",
            description = {
                "Shows all projections, and where they are.",
                "",
                "Status: live; parked (it has dead letters); behind (by more than 10,000 events or 15 seconds, or it stands after the last"
                        + " event, as after a restore from an older backup); stopped (no instance has fed it for ten seconds); building (its"
                        + " first table is being made)."
            })
    int projections() {
        try (Ledger ledger = Ledger.open()) {
            out.println(Overview.of(ledger).text());
            return ExitCodes.FINE;
        }
    }

    @Command(
            name = "rebuild",
            description = {
                "Folds all events into a new table, which then takes the place of the one that queries read.",
                "",
                "Queries and commands go on meanwhile. If this process ends before, a service goes on with the rebuild."
            })
    int rebuild(@Parameters(paramLabel = "NAME", converter = ProjectionName.class, description = "of the projection") Projection<?> projection)
            throws InterruptedException {
        return order(projection, Job.Kind.REBUILD);
    }

    @Command(
            name = "verify",
            description = {
                "Folds all events anew, only to compare the result with the table that queries read.",
                "",
                "A difference is altered (the row is not what the events say), missing (it is not there), or unfounded (no event makes it)."
            })
    int verify(@Parameters(paramLabel = "NAME", converter = ProjectionName.class, description = "of the projection") Projection<?> projection)
            throws InterruptedException {
        return order(projection, Job.Kind.VERIFY);
    }

    private int order(Projection<?> projection, Job.Kind kind) throws InterruptedException {
        try (Ledger ledger = Ledger.openToRebuild()) {
            var summary = new Summary(new Following(ledger.part(Rebuilds.class), out).order(projection, kind));
            out.println(summary.text());
            return summary.exitCode();
        }
    }

    @Command(
            name = "retry",
            description = {"Tries the dead letters again: tasks at which the projection met an event that it could not fold.", "",
                "It fails where some stay."})
    int retry(@Parameters(paramLabel = "NAME", converter = ProjectionName.class, description = "of the projection") Projection<?> projection) {
        try (Ledger ledger = Ledger.open()) {
            DeadLetterRetry.Outcome outcome = ledger.part(DeadLetterRetry.class).retry(projection);
            out.println(outcome.retried() == 0
                    ? projection.table() + " has no dead letters."
                    : "Dead letters of %s: %d tried, %d released, %d left."
                            .formatted(projection.table(), outcome.retried(), outcome.released(), outcome.failed()));
            if (outcome.failed() > 0) {
                out.println(letters(ledger.part(DeadLetters.class).first(projection, NAMED_LETTERS)));
            }
            return outcome.failed() == 0 ? ExitCodes.FINE : ExitCodes.FAILED;
        }
    }

    private static String letters(List<DeadLetters.DeadLetter> letters) {
        Stream<List<String>> rows = letters.stream().map(letter -> List.of(
                letter.taskId().toString(), String.valueOf(letter.version()), String.valueOf(letter.position()), String.valueOf(letter.attempts()),
                letter.cause()));
        return new Table(Stream.concat(Stream.of(List.of("TASK", "VERSION", "POSITION", "ATTEMPTS", "CAUSE")), rows).toList()).text();
    }

    @Command(name = "cancel", description = "Ends the rebuild or the verification that is running. The table that queries read stays as it is.")
    int cancel(@Parameters(paramLabel = "NAME", converter = ProjectionName.class, description = "of the projection") Projection<?> projection) {
        try (Ledger ledger = Ledger.open()) {
            List<Job.Kind> cancelled = Stream.of(Job.Kind.values()).filter(kind -> ledger.part(Rebuilds.class).cancel(projection, kind)).toList();
            cancelled.forEach(kind -> out.printf("The %s of %s is cancelled.%n", kind.text(), projection.table()));
            if (cancelled.isEmpty()) {
                out.printf("Nothing of %s is running.%n", projection.table());
            }
            return ExitCodes.FINE;
        }
    }
}
