package io.taskledger.database;

import io.taskledger.StartupRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of the embedded PostgreSQL, readable by its owner alone:
 * {@code postgresql/} the data directory, {@code binaries/} the programs, {@code password}, {@code port}, {@code lock}
 * (held by the service that has the folder; the operating system frees it when that ends, however it ends),
 * {@code initialized} (there once the data directory is whole), {@code identity} and {@code stopped} (see {@link FolderIdentity}).
 */
final class DataFolder implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DataFolder.class);

    /** The PostgreSQL that this release brings; its data is of no use to another major version. */
    private static final String MAJOR_VERSION = "18";

    /** Below those that Linux gives to outgoing connections, and far from those of well-known services. */
    private static final int FIRST_PORT = 23000;

    private static final int LAST_PORT = 29999;
    private static final int ATTEMPTS = 100;

    private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    /** What a start that was killed early can have left. */
    private static final Set<String> BEFORE_PASSWORD = Set.of("lock", "password.new", "password");

    private static final String INITIALIZED = "initialized";

    private final Path path;
    private final FolderLock lock;
    private final String password;

    private DataFolder(Path path, FolderLock lock) throws IOException {
        this.path = path;
        this.lock = lock;
        this.password = readOrMakePassword();
    }

    /**
     * Takes the folder, for as long as it is open.
     *
     * @throws StartupRefused where another service has it, it can't be used, is a copy that may be torn, or what is in it is of no use
     *     to this release
     */
    static DataFolder open(Path named) {
        Path path = named;
        try {
            Files.createDirectories(path);
            path = path.toRealPath(); // PostgreSQL's own files name it so
            requireOurs(path);
            keepOthersOut(path);
            FolderLock lock = FolderLock.take(path);
            try {
                requireMajorVersion(path);
                putAsideUnfinished(path);
                var folder = new DataFolder(path, lock);
                FolderIdentity.establish(path, isInitialized(path));
                return folder;
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new StartupRefused("The folder " + path + " can't be used: " + e, "Name another by TASKLEDGER_DATA.", e);
        }
    }

    Path path() {
        return path;
    }

    Path postgres() {
        return path.resolve("postgresql");
    }

    Path binaries() {
        return path.resolve("binaries");
    }

    Path passwordFile() {
        return passwordFile(path);
    }

    static Path passwordFile(Path folder) {
        return folder.resolve("password");
    }

    static Path portFile(Path folder) {
        return folder.resolve("port");
    }

    /** Whether a service has been started on it before. */
    static boolean isInitialized(Path folder) {
        return Files.exists(folder.resolve(INITIALIZED));
    }

    String password() {
        return password;
    }

    /** The same at every start, as long as nobody else took it. */
    int port() throws IOException {
        Path file = portFile(path);
        if (Files.exists(file)) {
            String kept = Files.readString(file).strip();
            if (kept.matches("\\d{4,5}") && isFree(Integer.parseInt(kept))) {
                return Integer.parseInt(kept);
            }
        }
        int port = anyFreePort();
        Files.writeString(file, port + "\n");
        return port;
    }

    void markInitialized() throws IOException {
        Files.writeString(path.resolve(INITIALIZED), Instant.now() + "\n", StandardOpenOption.CREATE);
    }

    /** From now on the folder can be copied, if PostgreSQL has been shut down cleanly. */
    void markStopped() throws IOException {
        FolderIdentity.markStopped(path);
    }

    @Override
    public void close() {
        lock.close();
    }

    /** Nothing is changed in a folder, nor its mode, that somebody named by mistake: the password is the first thing of ours in it. */
    private static void requireOurs(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            if (!hasPassword(path) && !files.map(file -> file.getFileName().toString()).allMatch(BEFORE_PASSWORD::contains)) {
                throw new StartupRefused(
                        "The folder " + path + " is not empty, and has no password file of ours.",
                        "Name an empty folder, or one that is not there yet, by TASKLEDGER_DATA; or, if its file \"password\" was lost,"
                                + " put that back, with mode 600: a new password would not fit the data.");
            }
        }
    }

    private static boolean hasPassword(Path path) throws IOException {
        Path file = passwordFile(path);
        return Files.exists(file) && Files.size(file) > 0;
    }

    private static void requireMajorVersion(Path path) throws IOException {
        Path file = path.resolve("postgresql").resolve("PG_VERSION");
        if (!Files.exists(file)) {
            return;
        }
        String version = Files.readString(file).strip();
        if (!version.equals(MAJOR_VERSION)) {
            throw new StartupRefused(
                    "The data in " + path + " was written by PostgreSQL " + version + ", and this release brings PostgreSQL " + MAJOR_VERSION + ".",
                    "To move it: start the release before, save it with pg_dump (the start log has the psql line to copy the connection from),"
                            + " start this one with another folder in TASKLEDGER_DATA, stop it, and load the dump with psql.");
        }
    }

    /** A data directory whose making was interrupted has never held anything; it is kept all the same, out of the way. */
    private static void putAsideUnfinished(Path path) throws IOException {
        Path data = path.resolve("postgresql");
        if (Files.exists(data) && !isInitialized(path)) {
            Path aside = path.resolve("postgresql.unfinished-" + Instant.now().toEpochMilli());
            log.warn("The making of {} was interrupted: it is kept as {}, and made anew", data, aside);
            OrphanedPostgres.stop(data);
            Files.move(data, aside);
        }
    }

    private String readOrMakePassword() throws IOException {
        Path file = passwordFile();
        if (!hasPassword(path)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Path draft = path.resolve("password.new");
            Files.deleteIfExists(draft);
            Files.createFile(draft, ownerOnly());
            Files.writeString(draft, Base64.getUrlEncoder().encodeToString(random) + "\n");
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.readString(file).strip();
    }

    /** Also where the folder was there before us: what is in it is run, and believed. */
    private static void keepOthersOut(Path path) throws IOException {
        if (POSIX) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }

    /** At random, so that two services that start for the first time at once don't choose the same. */
    private static int anyFreePort() throws IOException {
        return new SecureRandom().ints(ATTEMPTS, FIRST_PORT, LAST_PORT + 1).filter(DataFolder::isFree).findFirst()
                .orElseThrow(() -> new IOException("of " + ATTEMPTS + " ports from " + FIRST_PORT + " to " + LAST_PORT + ", none is free"));
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
