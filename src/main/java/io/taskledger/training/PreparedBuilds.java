package io.taskledger.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The folder of builds that were prepared, each in a folder of its own: {@code bin/taskledger} starts from one in which there is a cache,
 * or the mark that none can be made.
 */
final class PreparedBuilds {

    static final String CACHE = "app.aot";
    static final String LOG = "log";

    private static final String WITHOUT_CACHE = "no-cache";
    private static final String SERVED_BY = "served-by-";
    private static final int KEPT = 3;

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
        delete(all().stream().filter(Predicate.not(PreparedBuilds::isFinished)));
    }

    /** All but those that were used last, since a start touches its folder, and those that a process serves from: it reads on in them. */
    void deleteOld() throws IOException {
        delete(all().stream()
                .sorted(Comparator.comparing(PreparedBuilds::lastUse).reversed())
                .skip(KEPT)
                .filter(Predicate.not(PreparedBuilds::isServed)));
    }

    /** Each process that has started from a build has left a file there, which its number names. */
    private static boolean isServed(Path prepared) {
        try (Stream<Path> files = Files.list(prepared)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(SERVED_BY))
                    .anyMatch(name -> ProcessHandle.of(Long.parseLong(name.substring(SERVED_BY.length()))).isPresent());
        } catch (IOException | UncheckedIOException | NumberFormatException _) {
            return true; // who can't be asked is left alone
        }
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
