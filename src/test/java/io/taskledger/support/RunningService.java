package io.taskledger.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.TaskLedger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service in a process of its own, as a user starts it: what kills it kills nothing else. */
public final class RunningService implements AutoCloseable {

    static final List<String> OWN_VARIABLES = List.of("CORS_ALLOWED_ORIGINS", "TASKLEDGER_REQUESTS_PER_MINUTE", "DATABASE_URL", "DATABASE_DIRECT_URL", "BETTER_AUTH_SECRET",
            "BETTER_AUTH_URL", "JWT_JWKS_URL", "JWT_ISSUER", "JWT_AUDIENCE", "TASKLEDGER_DATA", "TASKLEDGER_SHUTDOWN_DELAY", "TASKLEDGER_IDLE_AFTER");

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Pattern STARTED = Pattern.compile("Started \\w+ in ");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;
    private final Path log;
    private final Api api = Api.on(this::port);
    private int port;

    private RunningService(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it with these environment variables and no others of ours, and waits until it is ready or has ended. */
    public static RunningService start(Map<String, String> environment) {
        return start(TaskLedger.class, environment);
    }

    /** Starts another program that holds the service, in the same way. */
    public static RunningService start(Class<?> main, Map<String, String> environment) {
        return start(OtherJvm.command(main), environment);
    }

    /** By another command, which ends up as the service. */
    public static RunningService start(List<String> command, Map<String, String> environment) {
        try {
            Path log = Files.createTempFile("task-ledger-", ".log");
            var builder = new ProcessBuilder(command);
            builder.environment().keySet().removeAll(OWN_VARIABLES);
            builder.environment().put("PORT", "0");
            builder.environment().putAll(environment);
            Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
            var service = new RunningService(process, log);
            await().atMost(PATIENCE).until(() -> !process.isAlive() || service.isReady());
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Api api() {
        return api;
    }

    /** As a user with a development token. */
    public Api as(String user) {
        return api().withToken(api().post("/dev/token", Json.object("user_id", user)).expect(200).json().get("token").stringValue());
    }

    public int port() {
        if (port == 0) {
            port = findPort();
        }
        return port;
    }

    private int findPort() {
        Matcher line = PORT.matcher(log());
        assertThat(line.find()).as(log()).isTrue();
        return Integer.parseInt(line.group(1));
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** {@code kill -STOP}: the process stands still, and its connections stay open, until {@link #thaw()}. */
    public void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** {@code kill -CONT}. */
    public void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", signal, String.valueOf(pid())).start().waitFor()).isZero();
    }

    /** {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** {@code kill -TERM}: begins a graceful stop. */
    public void terminate() {
        process.destroy();
    }

    /** Its exit code, once it has ended. */
    public int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(log()).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        try {
            terminate();
            exitCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(log);
        }
    }

    private boolean isReady() {
        return STARTED.matcher(log()).find();
    }
}
