package io.taskledger.database;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.taskledger.StartupRefused;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Tells a data folder from a copy of it. Files that are copied while PostgreSQL writes them do not fit together, and PostgreSQL can't see
 * that. A copy that was taken after a clean stop is as good as the folder itself.
 *
 * <p>The file {@code identity} holds when it was itself made and its number in the file system, which no program that copies files can
 * keep; a folder that is moved keeps both, and so does a snapshot of the whole disk, which PostgreSQL recovers from. The file
 * {@code stopped} holds when PostgreSQL was last shut down, and a list of the files that it left, with their sizes and times.
 */
final class FolderIdentity {

    private static final String IDENTITY = "identity";
    private static final String STOPPED = "stopped";

    /** PostgreSQL's {@code pg_control}: where it has its state, and the state of a server that was shut down. */
    private static final int STATE_AT = 16;

    private static final int SHUT_DOWN = 1;

    private static final boolean UNIX = FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

    /** Older than any folder of ours: a file system that shows it as the time when a file was made does not know that time. */
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2000-01-01T00:00:00Z"));

    private FolderIdentity() {}

    /**
     * Makes the folder known as the one that is used, before PostgreSQL is started on it. One of a release that made no such file is
     * taken for no copy, unless the PostgreSQL that it was copied from still runs.
     *
     * @throws StartupRefused where it is a copy that may be torn
     */
    static void establish(Path folder, boolean initialized) throws IOException {
        Path identity = folder.resolve(IDENTITY);
        if (initialized && isCopy(folder, identity) && !isCopyOfStopped(folder)) {
            throw refusal(folder);
        }
        if (!Files.exists(identity) || !isItself(identity)) {
            make(identity);
        }
        Files.deleteIfExists(folder.resolve(STOPPED));
    }

    /** Notes that PostgreSQL is shut down, if it is: not if it was killed, or was never there. */
    static void markStopped(Path folder) throws IOException {
        if (isShutDown(folder)) {
            Path stopped = folder.resolve(STOPPED);
            Files.write(stopped, new byte[0]);
            Instant now = Files.getLastModifiedTime(stopped).toInstant(); // by the clock that dates other files
            Files.writeString(stopped, now + "\n" + listing(folder));
        }
    }

    private static boolean isCopy(Path folder, Path identity) throws IOException {
        return Files.exists(identity) ? !isItself(identity) : OrphanedPostgres.elsewhere(postgres(folder)).isPresent();
    }

    private static boolean isItself(Path identity) throws IOException {
        String[] noted = Files.readString(identity, US_ASCII).strip().split(" ");
        String[] found = marks(identity).split(" ");
        if (noted.length != found.length) {
            return true; // it was lost in a power cut, so that it says nothing
        }
        boolean dated = !noted[0].equals("-") && !found[0].equals("-");
        return noted[dated ? 0 : 1].equals(found[dated ? 0 : 1]);
    }

    /** Written beside it first, so that it is whole whenever it is there; a file that is renamed stays the same one. */
    private static void make(Path identity) throws IOException {
        Path draft = identity.resolveSibling(IDENTITY + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft);
        Files.setLastModifiedTime(draft, LONG_AGO);
        Files.writeString(draft, marks(draft) + "\n", US_ASCII, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.setLastModifiedTime(draft, LONG_AGO);
        Files.move(draft, identity, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** When the file was made, and its number; a dash for each that the file system does not know. */
    private static String marks(Path identity) throws IOException {
        FileTime made = (FileTime) Files.getAttribute(identity, "creationTime");
        boolean known = !made.equals(Files.getLastModifiedTime(identity)) && !made.equals(LONG_AGO);
        return (known ? made.toInstant() : "-") + " " + (UNIX ? Files.getAttribute(identity, "unix:ino") : "-");
    }

    /**
     * Whether the files are those that PostgreSQL left when it was shut down: they have the sizes and times that it left, or were all
     * copied later. The first is good where a copy was begun before the stop and completed after it, or the clock here is another; the
     * second where the program that copies does not keep times.
     */
    private static boolean isCopyOfStopped(Path folder) throws IOException {
        Path stopped = folder.resolve(STOPPED);
        if (!Files.exists(stopped) || !isShutDown(folder)) {
            return false;
        }
        String[] noted = Files.readString(stopped).split("\n", 2);
        try {
            return noted.length == 2 && (noted[1].equals(listing(folder)) || isCopiedAfter(Instant.parse(noted[0]), folder));
        } catch (DateTimeException _) {
            return false; // it was copied while it was written
        }
    }

    private static boolean isCopiedAfter(Instant stop, Path folder) throws IOException {
        for (Path file : files(folder)) {
            if (copiedAt(file).isBefore(stop)) {
                return false;
            }
        }
        return true;
    }

    private static String listing(Path folder) throws IOException {
        var listing = new StringBuilder();
        for (Path file : files(folder)) {
            if (Files.isRegularFile(file)) {
                listing.append(Files.size(file)).append(' ').append(Files.getLastModifiedTime(file).toInstant()).append(' ')
                        .append(folder.relativize(file)).append('\n');
            }
        }
        return listing.toString();
    }

    /** PostgreSQL's own, but for its logs: the process that writes them may end later than PostgreSQL. */
    private static List<Path> files(Path folder) throws IOException {
        Path logs = postgres(folder).resolve("log");
        try (Stream<Path> files = Files.walk(postgres(folder))) {
            return files.filter(file -> !file.startsWith(logs)).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** When the file was last written or its attributes set: no program that copies it can choose that. */
    private static Instant copiedAt(Path file) throws IOException {
        return ((FileTime) Objects.requireNonNull(Files.getAttribute(file, UNIX ? "unix:ctime" : "creationTime"))).toInstant();
    }

    private static boolean isShutDown(Path folder) throws IOException {
        Path control = postgres(folder).resolve("global").resolve("pg_control");
        if (!Files.exists(control) || Files.exists(postgres(folder).resolve("postmaster.pid"))) {
            return false;
        }
        try (var in = new DataInputStream(Files.newInputStream(control))) {
            in.skipNBytes(STATE_AT);
            return ByteBuffer.wrap(in.readNBytes(Integer.BYTES)).order(ByteOrder.nativeOrder()).getInt() == SHUT_DOWN;
        }
    }

    private static Path postgres(Path folder) {
        return folder.resolve("postgresql");
    }

    private static StartupRefused refusal(Path folder) throws IOException {
        String where = OrphanedPostgres.elsewhere(postgres(folder))
                .map(process -> " PostgreSQL, process " + process.pid() + ", runs on the folder that it was copied from.")
                .orElse("");
        return new StartupRefused(
                "The folder " + folder + " is a copy that was taken while PostgreSQL ran, or was not shut down:"
                        + " its files need not fit together." + where,
                "Stop the service that has the folder which was copied (start it there first, if it was killed),"
                        + " and copy the folder anew. Or take a dump by pg_dump."
                        + " Only if that folder is gone, and nothing ran on it while it was copied, delete the file "
                        + folder.resolve(IDENTITY) + ".");
    }
}
