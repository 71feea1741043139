package io.taskledger.commandline;

import io.taskledger.query.rebuild.Difference;
import io.taskledger.query.rebuild.Job;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How a rebuild or a verification ended. */
record Summary(Job job) {

    /** The rows of the sample stand below the first line. */
    String text() {
        String what = job.kind().text() + " of " + job.projection();
        return switch (job.status()) {
            case RUNNING -> what + " is running.";
            case CANCELLED -> what + " was cancelled" + after() + ".";
            case FAILED -> what + " failed" + after() + ": " + job.failure();
            case SUCCEEDED -> what + " is done: " + figures() + "." + rows();
        };
    }

    int exitCode() {
        if (job.status() != Job.Status.SUCCEEDED) {
            return ExitCodes.FAILED;
        }
        if (job.kind() == Job.Kind.REBUILD) {
            return ExitCodes.FINE;
        }
        Long differences = job.differences();
        return differences == null ? ExitCodes.FAILED : differences == 0 ? ExitCodes.FINE : ExitCodes.DIFFERENCES;
    }

    private String after() {
        return String.format(Locale.ROOT, " after %,d events, %.1f s", job.folded(), job.seconds());
    }

    private String figures() {
        Double millis = job.swapMillis();
        String swap = millis == null ? "" : String.format(Locale.ROOT, "; for %.1f ms no query could read it", millis);
        return String.format(Locale.ROOT, "%,d events in %.1f s, %s%s", job.folded(), job.seconds(), differences(), swap);
    }

    private String differences() {
        Long differences = job.differences();
        if (differences == null) {
            return "not compared with what was there, which is behind the events";
        }
        String mended = differences > 0 && job.kind() == Job.Kind.REBUILD ? ", which are mended" : "";
        return differences == 0 ? "no differences" : differences == 1 ? "1 difference" + mended.replace("are", "is") : String.format(Locale.ROOT, "%,d differences%s", differences, mended);
    }

    private String rows() {
        if (job.sample().isEmpty()) {
            return "";
        }
        Stream<List<String>> rows = job.sample().stream().map(Summary::row);
        return "\n" + new Table(Stream.concat(Stream.of(List.of("DIFFERENCE", "TASK", "VERSION", "COLUMNS")), rows).toList()).text();
    }

    private static List<String> row(Difference row) {
        return List.of(
                row.kind().name().toLowerCase(Locale.ROOT), row.taskId().toString(), String.valueOf(row.version()), String.join(", ", row.columns()));
    }
}
