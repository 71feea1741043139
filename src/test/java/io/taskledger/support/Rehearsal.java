package io.taskledger.support;

import io.taskledger.TaskLedger;
import org.springframework.util.FileSystemUtils;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;

/**
 * A service that starts, serves a little and stops, before those that tests are about. It leaves what spares these most of the work of a
 * start: an AOT cache, and a data folder with a database that has all tables, and nothing in them.
 */
final class Rehearsal {

    private static final Path FOLDER = Path.of("target", "rehearsal").toAbsolutePath();
    private static final Path CACHE = FOLDER.resolve("service.aot");
    private static final Path DATA = FOLDER.resolve("data");

    /** What the JVM has to warn of its cache is nothing that a test is about. */
    private static final String QUIET = "-Xlog:aot*=error";

    private static volatile boolean done;

    private Rehearsal() {}

    static boolean isDone() {
        return done;
    }

    /** The class path of the tests, and the cache of its classes, as options of a JVM. */
    static List<String> classes() {
        return Done.CLASSES;
    }

    /** One that nothing runs on. */
    static Path data() {
        return Done.DATA;
    }

    private static final class Done {

        static final List<String> CLASSES = rehearse();
        static final Path DATA = Rehearsal.DATA;
    }

    private static List<String> rehearse() {
        try {
            FileSystemUtils.deleteRecursively(FOLDER);
            Files.createDirectories(FOLDER);
            String jars = jars();
            try (var service = RunningService.start(
                    OtherJvm.command(List.of("-XX:AOTCacheOutput=" + CACHE, QUIET, "-cp", jars), TaskLedger.class),
                    Map.of("TASKLEDGER_DATA", DATA.toString()))) {
                service.as("someone").get("/api/tasks").expect(200);
            }
            done = true;
            return Files.exists(CACHE) ? List.of("-XX:AOTCache=" + CACHE, QUIET, "-cp", jars) : List.of("-cp", jars);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a cache holds is of jars alone. */
    private static String jars() {
        List<String> parts = new ArrayList<>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
            parts.add(Files.isDirectory(Path.of(part)) ? jar(part, FOLDER.resolve(parts.size() + ".jar")) : part);
        }
        return String.join(File.pathSeparator, parts);
    }

    private static String jar(String folder, Path jar) {
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        tool.run(System.out, System.err, "--create", "--no-compress", "--file", jar.toString(), "-C", folder, ".");
        return jar.toString();
    }
}
