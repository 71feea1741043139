package io.taskledger.database;

import io.taskledger.StartupRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The PostgreSQL that a killed service, or a start that failed, leaves behind: it goes on alone. */
final class OrphanedPostgres {

    private static final Logger log = LoggerFactory.getLogger(OrphanedPostgres.class);
    private static final int PATIENCE_SECONDS = 60;

    /** Where in {@code postmaster.pid} PostgreSQL notes when it was started, in seconds since 1970. */
    private static final int START_LINE = 2;

    /** By how much the clock may have been set since. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private OrphanedPostgres() {}

    /**
     * Shuts down, cleanly, the server of the data directory, if one runs. Only the holder of the folder's lock may ask for it.
     *
     * @throws StartupRefused where it doesn't end within a minute
     */
    static void stop(Path dataDirectory) throws IOException {
        Optional<ProcessHandle> orphan = find(dataDirectory);
        if (orphan.isPresent()) {
            log.warn("A PostgreSQL, process {}, was left running on {}: shutting it down", orphan.get().pid(), dataDirectory);
            interrupt(orphan.get());
            if (!endsInTime(orphan.get())) {
                throw new StartupRefused(
                        "The PostgreSQL that was left running, process " + orphan.get().pid() + ", does not end.",
                        "End it by hand: kill -INT " + orphan.get().pid());
            }
        }
    }

    /**
     * The PostgreSQL that the data directory's {@code postmaster.pid} names, where it runs on another directory: this one is a copy. One
     * that was started later has only the number of the one that is named.
     */
    static Optional<ProcessHandle> elsewhere(Path dataDirectory) throws IOException {
        Optional<Instant> started = startNoted(dataDirectory).map(time -> time.plus(GRACE));
        return named(dataDirectory)
                .filter(OrphanedPostgres::isPostgres)
                .filter(process -> !serves(process, dataDirectory))
                .filter(process -> started.isEmpty() || process.info().startInstant().filter(started.get()::isBefore).isEmpty());
    }

    /**
     * Deletes a {@code postmaster.pid} whose process id is another's by now: PostgreSQL would take that for one that runs. Only the
     * holder of the folder's lock may ask for it, and only after {@link #stop}.
     */
    static void forgetReusedProcess(Path dataDirectory) throws IOException {
        Optional<ProcessHandle> process = named(dataDirectory).filter(named -> isKnownToServeNothingHere(named, dataDirectory));
        if (process.isPresent()) {
            log.warn("The process {} that ran PostgreSQL on {} has ended, and another program has its number",
                    process.get().pid(), dataDirectory);
            Files.delete(pidFile(dataDirectory));
        }
    }

    /** The server of the data directory, if one runs. */
    static Optional<ProcessHandle> find(Path dataDirectory) throws IOException {
        return named(dataDirectory).filter(process -> serves(process, dataDirectory));
    }

    private static Optional<ProcessHandle> named(Path dataDirectory) throws IOException {
        return number(dataDirectory, 0).flatMap(ProcessHandle::of);
    }

    private static Optional<Instant> startNoted(Path dataDirectory) throws IOException {
        return number(dataDirectory, START_LINE).map(Instant::ofEpochSecond);
    }

    /** What a line of {@code postmaster.pid} says, where there is such a file. */
    private static Optional<Long> number(Path dataDirectory, int line) throws IOException {
        Path pidFile = pidFile(dataDirectory);
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        return Files.readAllLines(pidFile).stream().skip(line).findFirst().map(String::strip)
                .filter(text -> text.matches("\\d{1,11}")).map(Long::parseLong);
    }

    private static Path pidFile(Path dataDirectory) {
        return dataDirectory.resolve("postmaster.pid");
    }

    /**
     * A process id can be anybody's by now. Where the process works tells most: a directory that was moved is still the one that
     * PostgreSQL was started on.
     */
    private static boolean serves(ProcessHandle process, Path dataDirectory) {
        return isPostgres(process) && worksIn(process, dataDirectory).orElseGet(() -> process.info().arguments()
                .filter(arguments -> Arrays.asList(arguments).contains(dataDirectory.toString())).isPresent());
    }

    private static boolean isKnownToServeNothingHere(ProcessHandle process, Path dataDirectory) {
        return isPostgres(process) ? worksIn(process, dataDirectory).filter(here -> !here).isPresent()
                : process.info().command().isPresent();
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().filter(command -> Path.of(command).getFileName().toString().startsWith("postgres")).isPresent();
    }

    /** Nothing where the operating system does not tell. */
    private static Optional<Boolean> worksIn(ProcessHandle process, Path dataDirectory) {
        try {
            Path directory = Path.of("/proc", Long.toString(process.pid()), "cwd");
            return Files.exists(directory) ? Optional.of(Files.isSameFile(directory, dataDirectory)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** SIGINT is PostgreSQL's fast shutdown: sessions are ended, data is written. SIGTERM would wait for every psql. */
    private static void interrupt(ProcessHandle postgres) throws IOException {
        if (System.getProperty("os.name").startsWith("Windows")) {
            postgres.destroy();
        } else {
            new ProcessBuilder("kill", "-INT", Long.toString(postgres.pid())).inheritIO().start();
        }
    }

    private static boolean endsInTime(ProcessHandle postgres) {
        try {
            postgres.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
