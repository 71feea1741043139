package io.taskledger.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged service as a user starts it, in a process of its own, and in {@link #HEAP} where nothing else is said, which {@link Server}
 * ends with the run.
 */
final class Service implements AutoCloseable {

    static final String HEAP = "-Xmx128m";

    static final String PACKAGED = System.getenv().getOrDefault("MEASURED_JAR", "src/target/task-ledger.jar");

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int STOP_SECONDS = 30;

    private final Process process;
    private final Path log;
    private final URI uri;

    private Service(Process process, Path log, URI uri) {
        this.process = process;
        this.log = log;
        this.uri = uri;
    }

    /** Starts it; it may not answer yet. */
    static Service start(Database database) throws IOException {
        return start(database, HEAP, PACKAGED);
    }

    /** In the heap that it has where nobody says anything. */
    static Service startAsItIs(Database database) throws IOException {
        return start(database, "", PACKAGED);
    }

    /** Has it make all of its tables, and end before it does anything else. */
    static void migrate(Database database) throws IOException, InterruptedException {
        migrate(database, PACKAGED);
    }

    /** The same, for a release that was packaged into another jar. */
    static void migrate(Database database, String jar) throws IOException, InterruptedException {
        try (Service service = start(database, HEAP + " -Dspring.context.exit=onRefresh", jar)) {
            ChildProcess.await(service.process);
        }
    }

    /** With options for its JVM, from a jar, which may be an older release's. */
    static Service start(Database database, String options, String jar) throws IOException {
        return start(database, Map.of("TASKLEDGER_JAR", jar, "TASKLEDGER_AOT", "off", "JAVA_OPTS", options));
    }

    /** As a user starts it, with these settings besides. */
    static Service start(Database database, Map<String, String> settings) throws IOException {
        Path log = Files.createTempFile("task-ledger-", ".log");
        log.toFile().deleteOnExit();
        int port = freePort();
        var builder = new ProcessBuilder("bin/taskledger").redirectErrorStream(true).redirectOutput(log.toFile());
        var environment = builder.environment();
        environment.keySet().removeAll(List.of(
                "TASKLEDGER_DATA", "TASKLEDGER_AOT", "JAVA_OPTS", "DATABASE_DIRECT_URL",
                "BETTER_AUTH_URL", "JWT_JWKS_URL", "JWT_ISSUER", "JWT_AUDIENCE"));
        environment.put("TASKLEDGER_JAR", PACKAGED);
        environment.put("DATABASE_URL", database.uri().toString());
        environment.put("BETTER_AUTH_SECRET", Tokens.SECRET);
        environment.put("PORT", "" + port);
        environment.putAll(settings);
        return new Service(builder.start(), log, URI.create("http://127.0.0.1:" + port));
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Until queries may be asked, which is when its projections have caught up. */
    Service awaitReady() throws IOException, InterruptedException {
        var ready = HttpRequest.newBuilder(uri.resolve("/actuator/health/readiness")).build();
        while (!Http.answers(ready)) {
            if (!process.isAlive()) {
                throw new CannotMeasure("The service ended before it was ready:\n" + Files.readString(log));
            }
            Thread.sleep(PAUSE);
        }
        return this;
    }

    URI uri() {
        return uri;
    }

    long pid() {
        return process.pid();
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(log);
    }
}
