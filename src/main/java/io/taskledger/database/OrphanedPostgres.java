package io.taskledger.database;

import io.taskledger.StartupRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The PostgreSQL that a killed service, or a start that failed, leaves behind: it goes on alone. */
final class OrphanedPostgres {

    private static final Logger log = LoggerFactory.getLogger(OrphanedPostgres.class);
    private static final int PATIENCE_SECONDS = 60;

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

    private static Optional<ProcessHandle> find(Path dataDirectory) throws IOException {
        Path pidFile = dataDirectory.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        Optional<String> pid = Files.readAllLines(pidFile).stream().findFirst().map(String::strip).filter(line -> line.matches("\\d{1,18}"));
        return pid.map(Long::parseLong).flatMap(ProcessHandle::of).filter(process -> serves(process.info(), dataDirectory));
    }

    /** A process id can be anybody's by now: it has to be a postgres that was started on this very directory. */
    private static boolean serves(ProcessHandle.Info process, Path dataDirectory) {
        return process.command().filter(command -> Path.of(command).getFileName().toString().startsWith("postgres")).isPresent()
                && process.arguments().filter(arguments -> Arrays.asList(arguments).contains(dataDirectory.toString())).isPresent();
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
