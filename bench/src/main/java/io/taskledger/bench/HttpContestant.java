package io.taskledger.bench;

import io.taskledger.bench.Wrk.Result;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A service that answers over HTTP.
 *
 * @param calls what is sent for each work that it knows: a call, and after it what undoes it, where there is such a thing
 * @param app its processes
 * @param postgres those of PostgreSQL
 */
record HttpContestant(
        String name, URI uri, Map<Work, List<Call>> calls, TargetFiles targets, Wrk wrk, ProcessTree app, ProcessTree postgres)
        implements Contestant {

    @Override
    public boolean does(Work work) {
        return calls.containsKey(work);
    }

    @Override
    public Window window(Work work, Duration time) throws Exception {
        targets.checkpoint();
        var _ = load(work, time.dividedBy(WARM_UP));
        double appBefore = app.cpuSeconds();
        double postgresBefore = postgres.cpuSeconds();
        Result result = load(work, time);
        double requests = Math.max(1, result.requests());
        return new Window(
                result.perSecond(), result.p50Nanos() / 1e6, result.p99Nanos() / 1e6, result.failed(),
                1_000 * (app.cpuSeconds() - appBefore) / requests, 1_000 * (postgres.cpuSeconds() - postgresBefore) / requests);
    }

    /** Without a window's surroundings: as a warm-up does it. */
    Result load(Work work, Duration time) throws Exception {
        List<Call> both = Objects.requireNonNull(calls.get(work), work.title);
        Path file = targets.of(work);
        return wrk.run(uri, file, both.getFirst(), both.getLast(), work.connections, time);
    }
}
