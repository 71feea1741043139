package io.taskledger.bench;

import com.sun.management.OperatingSystemMXBean;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL in a temporary folder, as durable as any. It is gone when the JVM ends, also if that is told to while this one starts; and
 * with it are any others whose data are below the folder.
 */
final class PrivatePostgres {

    private static final int PATIENCE_SECONDS = 60;
    private static final int MOST_TRIES = 50;
    private static final String PID_FILE = "postmaster.pid";

    private final Path folder;
    private boolean stopped;

    private PrivatePostgres(Path folder) {
        this.folder = folder;
    }

    static PrivatePostgres prepare() throws IOException {
        String temporary = System.getenv().getOrDefault("TMPDIR", System.getProperty("java.io.tmpdir"));
        var postgres = new PrivatePostgres(Files.createTempDirectory(Path.of(temporary), "task-ledger-bench"));
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::stop));
        return postgres;
    }

    Database start() throws IOException {
        EmbeddedPostgres started = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(PATIENCE_SECONDS))
                .setLocaleConfig("locale", "C")
                // made for tests, it would be fast and lose data
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", quarterOfMemory())
                .setServerConfig("max_connections", "300")
                .setServerConfig("max_wal_size", "4GB")
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("unix_socket_directories", "")
                .start();
        return Database.parse("postgresql://postgres@localhost:" + started.getPort() + "/postgres");
    }

    /** What PostgreSQL's documentation advises for a server of its own (Resource Consumption, shared_buffers). */
    private static String quarterOfMemory() {
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return machine.getTotalMemorySize() / 4 / 1024 / 1024 + "MB";
    }

    synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        try {
            // while it starts, there may be more of it a moment later
            for (int tries = 0; Files.exists(folder) && tries < MOST_TRIES; tries++) {
                ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
                for (Path file : postmasters()) {
                    shutDown(file);
                }
                users().forEach(ProcessHandle::destroyForcibly);
                deleteFolder();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Path folder() {
        return folder;
    }

    /** All of its processes. */
    ProcessTree processes() throws IOException {
        return new ProcessTree(Long.parseLong(Files.readAllLines(folder.resolve("data").resolve(PID_FILE)).getFirst().strip()));
    }

    /** Whoever was started to work in the folder, and has been left by whoever started it. */
    private Stream<ProcessHandle> users() {
        return ProcessHandle.allProcesses().filter(process -> process.info().commandLine().orElse("").contains(folder.toString()));
    }

    private List<Path> postmasters() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith(PID_FILE)).toList();
        } catch (UncheckedIOException _) {
            return List.of(); // it changed meanwhile; the next try sees it as it is then
        }
    }

    /** At once, whoever is still connected: what SIGINT means to a postmaster. */
    private static void shutDown(Path pidFile) throws IOException, InterruptedException {
        List<String> lines = Files.exists(pidFile) ? Files.readAllLines(pidFile) : List.of();
        if (lines.isEmpty()) {
            return;
        }
        String pid = lines.getFirst().strip();
        var _ = new ProcessBuilder("kill", "-INT", pid).start().waitFor();
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(postmaster -> {
            try {
                var _ = postmaster.onExit().completeOnTimeout(postmaster, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
            } finally {
                postmaster.destroyForcibly();
            }
        });
    }

    private void deleteFolder() throws InterruptedException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            Thread.sleep(100);
        }
    }
}
