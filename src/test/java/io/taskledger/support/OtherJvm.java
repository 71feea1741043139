package io.taskledger.support;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A JVM beside that of the tests, with their class path and, as they have it, without what makes only long runs fast. A run of the tests
 * that starts many has them start from an AOT cache.
 */
public final class OtherJvm {

    /** To train a cache takes as long as so many starts without one. */
    private static final int WORTH_A_CACHE = 3;

    private static final AtomicInteger STARTED = new AtomicInteger();

    private OtherJvm() {}

    public static List<String> command(Class<?> main, String... arguments) {
        List<String> classes = Rehearsal.isDone() || STARTED.incrementAndGet() > WORTH_A_CACHE
                ? Rehearsal.classes()
                : List.of("-cp", System.getProperty("java.class.path"));
        return command(classes, main, arguments);
    }

    static List<String> command(List<String> classes, Class<?> main, String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.of(
                        Stream.of(java, "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        classes.stream(),
                        Stream.of(main.getName()),
                        Stream.of(arguments))
                .flatMap(parts -> parts)
                .toList();
    }
}
