package io.taskledger.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How the measured service is started: as {@code bin/taskledger} does it by itself, with its AOT cache in a folder of the run, and for
 * tokens of both kinds.
 *
 * @param cache the folder that stands for the user's cache
 * @param aot whether there is an AOT cache at all
 */
record Launch(Path cache, Issuer issuer, boolean aot) {

    /** Longer than a user's first start gives it: this one folds all events of the database at the same time. */
    private static final Duration TRAINING = Duration.ofMinutes(4);

    Service start(Database database) throws IOException {
        return Service.start(database, Map.of(
                "XDG_CACHE_HOME", cache.toString(), "TASKLEDGER_AOT", aot ? "" : "off",
                "TASKLEDGER_AOT_SECONDS", String.valueOf(TRAINING.toSeconds()), "JWT_JWKS_URL", issuer.keySetUrl()));
    }

    /** The first start of a build, which trains the AOT cache, and which folds all events of the database. */
    void prepare(Database database) throws IOException, InterruptedException {
        try (Service service = start(database)) {
            var _ = service.awaitReady();
            long end = System.nanoTime() + TRAINING.toNanos();
            while (aot && !isTrained() && System.nanoTime() < end) {
                Thread.sleep(500);
            }
        }
        if (aot && !isTrained()) {
            System.out.printf("%nno AOT cache was made within %d s: all starts are without one%n", TRAINING.toSeconds());
        }
    }

    private boolean isTrained() throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.anyMatch(file -> file.endsWith("app.aot"));
        } catch (UncheckedIOException _) {
            return false; // a file went while it was looked at
        }
    }
}
