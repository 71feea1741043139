package io.taskledger.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of builds that were prepared, each in a folder of its own: {@code bin/taskledger} starts from one in which there is a cache,
 * or the mark that none can be made, and leaves a file {@code used-by-PID} there for the process that it starts.
 */
final class PreparedBuilds {

    static final String CACHE = "app.aot";
    static final String LOG = "log";

    private static final String WITHOUT_CACHE = "no-cache";
    private static final Pattern MARK = Pattern.compile("used-by-(\\d{1,18})");
    private static final int KEPT = 3;
    private static final Duration LONGEST_LAUNCH = Duration.ofMinutes(1);

    private final Path folder;
    private final String build;

    /** @param build the name of the one that is to be prepared */
    PreparedBuilds(Path folder, String build) {
        this.folder = folder;
        this.build = build;
    }

    /** A file that is locked while a build is prepared: the operating system frees it, however the process ends. */
    Path lock() {
        return folder.resolve("preparation.lock");
    }

    boolean isPrepared() throws IOException {
        return all().stream().anyMatch(one -> one.getFileName().toString().startsWith(build + ".") && isFinished(one));
    }

    Path create() throws IOException {
        return Files.createTempDirectory(folder, build + ".");
    }

    void markWithoutCache(Path prepared) throws IOException {
        Files.createFile(prepared.resolve(WITHOUT_CACHE));
    }

    /** What was left by a preparation that was killed; nobody prepares now but who has the lock. */
    void deleteUnfinished() throws IOException {
        delete(all().stream().filter(Predicate.not(PreparedBuilds::isFinished)).filter(Predicate.not(PreparedBuilds::isInUse)));
    }

    /**
     * Deletes all builds but the three that were used last (each start touches its build's folder), and those that a running process was
     * started from, and still reads, or that a launcher has just marked.
     */
    void deleteOld() throws IOException {
        delete(all().stream()
                .sorted(Comparator.comparing(PreparedBuilds::lastUse).reversed())
                .skip(KEPT)
                .filter(Predicate.not(PreparedBuilds::isInUse)));
    }

    private static boolean isInUse(Path prepared) {
        try (Stream<Path> files = Files.list(prepared)) {
            return files.anyMatch(file -> isMarkInUse(prepared, file));
        } catch (IOException | UncheckedIOException _) {
            return true; // what can't be read is kept
        }
    }

    private static boolean isMarkInUse(Path prepared, Path file) {
        Matcher mark = MARK.matcher(file.getFileName().toString());
        return mark.matches()
                && ProcessHandle.of(Long.parseLong(mark.group(1)))
                        .filter(process -> isNew(file) || wasStartedFrom(prepared, process))
                        .isPresent();
    }

    /** The launcher leaves the mark before it becomes the JVM that has the folder's name among its arguments. */
    private static boolean isNew(Path mark) {
        try {
            return Files.getLastModifiedTime(mark).toInstant().isAfter(Instant.now().minus(LONGEST_LAUNCH));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another process may have got the same id since. One whose command line can't be read counts as the one that left the mark. */
    private static boolean wasStartedFrom(Path prepared, ProcessHandle process) {
        return process.info().commandLine().map(line -> line.contains(prepared.getFileName().toString())).orElse(true);
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).toList();
        }
    }

    private static void delete(Stream<Path> folders) throws IOException {
        for (Path each : folders.toList()) {
            Folder.delete(each);
        }
    }

    private static boolean isFinished(Path prepared) {
        return Files.exists(prepared.resolve(CACHE)) || Files.exists(prepared.resolve(WITHOUT_CACHE));
    }

    private static FileTime lastUse(Path prepared) {
        try {
            return Files.getLastModifiedTime(prepared);
        } catch (IOException e) {
            return FileTime.fromMillis(0); // it has gone
        }
    }
}
