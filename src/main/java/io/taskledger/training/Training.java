package io.taskledger.training;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * Makes the AOT cache of an unpacked jar: starts the service on an empty database of its own, sends it requests, stops it, and tries the
 * cache that the JVM has written. A cache gets its name last, so one that is there is whole.
 */
final class Training implements AutoCloseable {

    private static final Duration LOAD = Duration.ofSeconds(10);

    private final Path jar;
    private final Path folder;
    private final List<String> options;
    private @Nullable TrainedService service;
    private boolean closed;

    /**
     * @param jar of the service, unpacked
     * @param folder where the training makes and deletes what it needs for itself
     * @param options of the JVM that the service is started with later
     */
    Training(Path jar, Path folder, List<String> options) {
        this.jar = jar.toAbsolutePath();
        this.folder = folder.toAbsolutePath();
        this.options = options;
    }

    /** For an image: {@code Training SECONDS JAR CACHE OPTION…} ends with 0 once the cache is there, and with 1 after these seconds. */
    public static void main(String[] arguments) throws IOException, InterruptedException, GeneralSecurityException {
        Duration longest = Duration.ofSeconds(Long.parseLong(arguments[0]));
        Path folder = Files.createTempDirectory("training");
        List<String> options = List.of(arguments).subList(3, arguments.length);
        try (var training = new Training(Path.of(arguments[1]), folder, options)) {
            Thread.ofPlatform().daemon().name("end of training").start(() -> training.closeAfter(longest));
            training.make(Path.of(arguments[2]));
        } finally {
            Folder.delete(folder);
        }
    }

    private void closeAfter(Duration longest) {
        try {
            Thread.sleep(longest);
            System.err.println("The AOT cache was not done after %d s.".formatted(longest.toSeconds()));
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @throws IOException where no cache could be made */
    void make(Path cache) throws IOException, InterruptedException, GeneralSecurityException {
        Path drafts = Files.createDirectories(cache.toAbsolutePath().resolveSibling("draft")); // on the file system of the cache
        Path draft = drafts.resolve("app.aot");
        Path data = folder.resolve("data");
        try (var issuer = new Issuer()) {
            TrainedService trained = begin(TrainedService.start(java("-XX:AOTCacheOutput=" + draft), data, issuer.settings()));
            URI address = trained.address().get();
            new Load(address, issuer).run(System.nanoTime() + LOAD.toNanos());
            trained.end();
            requireGood(draft);
            Files.move(draft, cache, StandardCopyOption.ATOMIC_MOVE);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            close();
            Folder.delete(data);
            Folder.delete(drafts);
        }
    }

    private List<String> java(String... more) {
        return Stream.of(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                        options.stream(),
                        Stream.of(more),
                        Stream.of("-cp", jar.toString()))
                .flatMap(parts -> parts)
                .toList();
    }

    /** A JVM that has to take the cache, and does nothing with it. */
    private void requireGood(Path draft) throws IOException, InterruptedException {
        List<String> trial = new ArrayList<>(java("-XX:AOTCache=" + draft, "-XX:AOTMode=on"));
        trial.add("-version");
        if (new ProcessBuilder(trial).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() != 0) {
            throw new IOException("The JVM can't use the cache that it wrote.");
        }
    }

    private synchronized TrainedService begin(TrainedService started) {
        service = started;
        if (closed) {
            started.close();
        }
        return started;
    }

    /** Ends the service, where it still runs. */
    @Override
    public synchronized void close() {
        closed = true;
        if (service != null) {
            service.close();
        }
    }
}
