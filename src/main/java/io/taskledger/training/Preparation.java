package io.taskledger.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Prepares a build for its next starts, beside a service that has begun to serve from the jar: unpacks the jar into a folder of the user's
 * cache, and trains an AOT cache there, which is good for the very files that it was trained with. It ends with the service, or when its
 * time is over, or when it is told to, and leaves nothing then. One process of a user prepares at a time.
 */
final class Preparation {

    private static final String UNPACKED = "task-ledger.jar";

    private final Path jar;
    private final PreparedBuilds builds;
    private final List<String> options;

    private @Nullable Path unfinished;
    private @Nullable Training training;
    private boolean givenUp;

    private Preparation(Path jar, PreparedBuilds builds, List<String> options) {
        this.jar = jar;
        this.builds = builds;
        this.options = options;
    }

    /**
     * {@code Preparation PID SECONDS JAR FOLDER BUILD OPTION…}: the service, the time, the service's jar, the folder of all builds, this
     * one's name, the JVM's options.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var builds = new PreparedBuilds(Path.of(arguments[3]), arguments[4]);
        var preparation = new Preparation(Path.of(arguments[2]), builds, List.of(arguments).subList(5, arguments.length));
        ProcessHandle.of(Long.parseLong(arguments[0])).ifPresent(service -> preparation.runBeside(service, Long.parseLong(arguments[1])));
    }

    private void runBeside(ProcessHandle service, long seconds) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::giveUp));
        Thread.ofPlatform().daemon().name("end of service").start(() -> endWith(service, seconds));
        try (FileChannel file = FileChannel.open(builds.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            if (lock != null && !builds.isPrepared()) {
                prepare();
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("The build can't be prepared: " + e);
        }
    }

    private static void endWith(ProcessHandle service, long seconds) {
        service.onExit().completeOnTimeout(service, seconds, TimeUnit.SECONDS).join();
        System.exit(1);
    }

    private void prepare() throws IOException, InterruptedException {
        builds.deleteUnfinished();
        Path folder = begin();
        System.setErr(new PrintStream(folder.resolve(PreparedBuilds.LOG).toFile(), UTF_8));
        Path unpacked = unpack(folder.resolve("app"));
        try {
            training(unpacked, folder).make(folder.resolve(PreparedBuilds.CACHE));
        } catch (IOException | GeneralSecurityException e) {
            e.printStackTrace();
            markWithoutCache(folder);
        }
        finish();
        builds.deleteOld();
    }

    private Path unpack(Path into) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                java, "-Djarmode=tools", "-jar", jar.toString(), "extract",
                "--destination", into.toString(), "--application-filename", UNPACKED);
        if (builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() != 0) {
            throw new IOException("The jar can't be unpacked.");
        }
        return into.resolve(UNPACKED);
    }

    private synchronized Path begin() throws IOException {
        Path folder = builds.create();
        unfinished = folder;
        return folder;
    }

    private synchronized Training training(Path unpacked, Path folder) {
        training = new Training(unpacked, folder, options);
        return training;
    }

    /** A training that failed because it was given up is no reason for the mark. */
    private synchronized void markWithoutCache(Path folder) throws IOException {
        if (!givenUp) {
            builds.markWithoutCache(folder);
        }
    }

    private synchronized void finish() {
        if (!givenUp) {
            unfinished = null;
        }
    }

    /** As this process ends. */
    private synchronized void giveUp() {
        givenUp = true;
        if (unfinished == null) {
            return;
        }
        if (training != null) {
            training.close();
        }
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        try {
            Folder.delete(unfinished);
        } catch (IOException e) {
            // the next preparation deletes it
        }
    }
}
