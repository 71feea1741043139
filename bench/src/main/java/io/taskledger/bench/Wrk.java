package io.taskledger.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The load generator of a closed loop: each connection sends its next request when it has its answer. So its p99 is that of the requests
 * which were sent, fewer where the service is slow; it is no latency at a fixed rate.
 *
 * @param script the file of {@code load.lua}
 */
record Wrk(Path script) {

    private static final Pattern RESULT =
            Pattern.compile("result requests=(\\d+) micros=(\\d+) p50=(\\d+) p95=(\\d+) p99=(\\d+) failed=(\\d+)");

    /** @param folder where its script is put, for as long as the folder is there */
    static Wrk in(Path folder) throws IOException {
        Path script = folder.resolve("load.lua");
        try (InputStream lua = Objects.requireNonNull(Wrk.class.getResourceAsStream("/load.lua"))) {
            Files.copy(lua, script);
        }
        return new Wrk(script);
    }

    /**
     * @param requests that were answered, failed ones too
     * @param failed answered with 400 or above, or not at all
     */
    record Result(long requests, double seconds, long p50Nanos, long p95Nanos, long p99Nanos, long failed) {

        double perSecond() {
            return requests / seconds;
        }
    }

    /** @param targets a file with a line for each target: a token, a task's id, and 1 where {@code undo} comes before {@code call} */
    Result run(URI service, Path targets, Call call, Call undo, int connections, Duration time) throws IOException, InterruptedException {
        long seconds = Math.max(1, time.toSeconds());
        var builder = new ProcessBuilder(
                "wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "--timeout", "10s", "-s", script.toString(), service.toString());
        var environment = builder.environment();
        environment.put("TARGETS", targets.toString());
        put(environment, "CALL", call);
        put(environment, "UNDO", undo);
        Process wrk = ChildProcess.start(builder);
        String said = new String(wrk.getInputStream().readAllBytes(), UTF_8);
        ChildProcess.await(wrk);
        Matcher result = RESULT.matcher(said);
        if (!result.find()) {
            throw new IllegalStateException("wrk told no result: " + said);
        }
        return new Result(
                number(result, 1), number(result, 2) / 1e6, 1_000 * number(result, 3), 1_000 * number(result, 4), 1_000 * number(result, 5),
                number(result, 6));
    }

    private static void put(Map<String, String> environment, String name, Call call) {
        environment.put(name + "_METHOD", call.method());
        environment.put(name + "_PATH", call.path());
        environment.put(name + "_BODY", call.body());
    }

    private static long number(Matcher result, int group) {
        return Long.parseLong(result.group(group));
    }
}
