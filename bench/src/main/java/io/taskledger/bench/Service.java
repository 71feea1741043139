package io.taskledger.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged service as a user starts it, in a process of its own, and in {@link #HEAP} where nothing else is said, which {@link Server} ends with the run. */
final class Service implements AutoCloseable {

    static final String HEAP = "-Xmx128m";

    private static final String PACKAGED = "src/target/task-ledger.jar";

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
        Path log = Files.createTempFile("task-ledger-", ".log");
        log.toFile().deleteOnExit();
        int port = freePort();
        var builder = new ProcessBuilder("bin/taskledger").redirectErrorStream(true).redirectOutput(log.toFile());
        var environment = builder.environment();
        environment.keySet().removeAll(List.of(
                "TASKLEDGER_DATA", "DATABASE_DIRECT_URL", "BETTER_AUTH_URL", "JWT_JWKS_URL", "JWT_ISSUER", "JWT_AUDIENCE"));
        environment.put("TASKLEDGER_JAR", jar);
        environment.put("TASKLEDGER_AOT", "off");
        environment.put("JAVA_OPTS", options);
        environment.put("DATABASE_URL", database.uri().toString());
        environment.put("BETTER_AUTH_SECRET", Tokens.SECRET);
        environment.put("PORT", "" + port);
        return new Service(builder.start(), log, URI.create("http://127.0.0.1:" + port));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Until queries may be asked, which is when its projections have caught up. */
    Service awaitReady() throws IOException, InterruptedException {
        var ready = HttpRequest.newBuilder(uri.resolve("/actuator/health/readiness")).build();
        while (!Http.answers(ready)) {
            if (!process.isAlive()) {
                throw new IllegalStateException("The service ended: " + Files.readString(log));
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
