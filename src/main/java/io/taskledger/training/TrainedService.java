package io.taskledger.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The process of a {@link Trainee}. What it logs goes to the trainer's log. */
final class TrainedService implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Pattern STARTED = Pattern.compile("Started \\w+ in ");

    /** For an orderly end, PostgreSQL's too. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration PAUSE = Duration.ofMillis(50);

    /** What the service has of the trainer's environment: no setting of a service, or of a JVM. */
    private static final List<String> KEPT = List.of("HOME", "PATH", "LANG", "LC_ALL", "TMPDIR");

    private final Process process;
    private final Path postgresql;
    private final Path postmaster;
    private final CompletableFuture<URI> address = new CompletableFuture<>();

    private TrainedService(Process process, Path data) {
        this.process = process;
        postgresql = data.resolve("postgresql");
        postmaster = postgresql.resolve("postmaster.pid");
    }

    /** @param java the command up to the main class, with all options of the JVM */
    static TrainedService start(List<String> java, Path data, Map<String, String> settings) throws IOException {
        List<String> command = Stream.concat(java.stream(), Stream.of(Trainee.class.getName())).toList();
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().retainAll(KEPT);
        builder.environment().putAll(settings);
        builder.directory(Files.createDirectories(data).toFile()); // where nobody has left settings that Spring would read
        builder.environment().putAll(Map.of(
                "SPRING_CONFIG_LOCATION", "classpath:/", "DATABASE_URL", "", "DATABASE_DIRECT_URL", "",
                "PORT", "0", "SERVER_ADDRESS", "127.0.0.1", "TASKLEDGER_DATA", data.toString(),
                "TASKLEDGER_SHUTDOWN_DELAY", "0", "TASKLEDGER_IDLE_AFTER", "off"));
        var service = new TrainedService(builder.start(), data);
        Thread.ofPlatform().daemon().name("log of the service").start(service::readLog);
        return service;
    }

    private void readLog() {
        URI found = null;
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.err.println(line);
                Matcher port = PORT.matcher(line);
                found = port.find() ? URI.create("http://127.0.0.1:" + port.group(1)) : found;
                if (found != null && STARTED.matcher(line).find()) {
                    address.complete(found);
                }
            }
        } catch (IOException e) {
            // the process has ended
        }
        address.completeExceptionally(new IOException("The service ended before it served."));
    }

    /** Of the service, once it serves. */
    CompletableFuture<URI> address() {
        return address;
    }

    /** Has the service end in order, and waits until the JVM has written its cache. */
    void end() throws IOException, InterruptedException {
        try (OutputStream input = process.getOutputStream()) {
            input.write('.');
        }
        if (process.waitFor() != 0) {
            throw new IOException("The service ended with exit code " + process.exitValue() + ".");
        }
    }

    /** Ends what still runs: the service, its PostgreSQL, and the JVM that writes the cache, in the middle of it. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (process.isAlive() && (Files.exists(postmaster) || !isWriting()) && System.nanoTime() < end) {
                Thread.sleep(PAUSE);
            }
        } catch (IOException e) {
            // the process has ended
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Stream.of(process.descendants(), Stream.of(process.toHandle()), postgres())
                .flatMap(some -> some)
                .toList()
                .forEach(TrainedService::kill);
    }

    private static void kill(ProcessHandle running) {
        running.destroyForcibly();
        running.onExit().completeOnTimeout(running, 1, TimeUnit.SECONDS).join();
    }

    /** The server that a service leaves behind which did not end in time: its data is worth nothing. */
    private Stream<ProcessHandle> postgres() {
        try (Stream<String> lines = Files.lines(postmaster)) {
            return lines.findFirst().map(Long::valueOf).flatMap(ProcessHandle::of)
                    .filter(server -> server.info().commandLine().orElse("").contains(postgresql.toString())).stream();
        } catch (IOException | NumberFormatException e) {
            return Stream.empty(); // it has ended
        }
    }

    /** A service that has ended has no other child than the JVM that writes its cache. */
    private boolean isWriting() {
        return process.children().findAny().isPresent();
    }
}
