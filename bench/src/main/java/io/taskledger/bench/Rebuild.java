package io.taskledger.bench;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** A rebuild of a projection, as the service reports it when it has ended. */
record Rebuild(String projection, String status, long events, double seconds, double swapMillis, long differences) {

    private static final long NOT_COMPARED = -1;
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Orders one, and waits until it has ended. */
    static Rebuild order(User operator, String projection) throws IOException, InterruptedException {
        operator.order(path(projection));
        Rebuild rebuild = last(operator, projection);
        while (!rebuild.isReported()) {
            Thread.sleep(PAUSE);
            rebuild = last(operator, projection);
        }
        Verdict.require(rebuild.status.equals("SUCCEEDED"), "a rebuild of %s is %s".formatted(projection, rebuild.status));
        Verdict.require(rebuild.differences == 0, "a rebuild of %s found %d differences (%d: it did not compare)"
                .formatted(projection, rebuild.differences, NOT_COMPARED));
        return rebuild;
    }

    /** The last one there was, as far as it is. */
    static Rebuild last(User operator, String projection) throws IOException, InterruptedException {
        JsonNode report = operator.get(path(projection));
        Instant start = Instant.parse(report.path("started_at").stringValue());
        Instant end = report.path("finished_at").isString() ? Instant.parse(report.path("finished_at").stringValue()) : Instant.now();
        return new Rebuild(
                projection,
                report.path("status").stringValue().toUpperCase(Locale.ROOT),
                report.path("folded").longValue(),
                Duration.between(start, end).toMillis() / 1e3,
                report.path("swap_millis").doubleValue(Double.NaN),
                report.path("differences").longValue(NOT_COMPARED));
    }

    /** How long the swap took is noted a moment after it. */
    private boolean isReported() {
        return status.equals("SUCCEEDED") ? !Double.isNaN(swapMillis) : !status.equals("RUNNING");
    }

    String swap() {
        return Cells.millis((long) (swapMillis * 1e6));
    }

    private static String path(String projection) {
        return "/api/admin/projections/" + projection + "/rebuild";
    }
}
