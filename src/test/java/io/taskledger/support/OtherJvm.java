package io.taskledger.support;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A JVM beside that of the tests, with their class path and, as they have it, without what makes only long runs fast. */
public final class OtherJvm {

    private OtherJvm() {}

    public static List<String> command(Class<?> main, String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.concat(
                        Stream.of(java, "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), main.getName()),
                        Stream.of(arguments))
                .toList();
    }
}
