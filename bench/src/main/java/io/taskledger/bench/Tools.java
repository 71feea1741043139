package io.taskledger.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Programs that a measurement takes from the machine. */
final class Tools {

    private Tools() {}

    /** @throws CannotMeasure where one is not on the {@code PATH} */
    static void require(String measurement, String... programs) {
        List<String> missing = Arrays.stream(programs).filter(program -> !isThere(program)).toList();
        if (!missing.isEmpty()) {
            throw new CannotMeasure("%s needs %s on the PATH (Debian's packages: wrk, postgresql-client, postgresql-contrib)"
                    .formatted(measurement, String.join(" and ", missing)));
        }
    }

    /** @throws CannotMeasure where the jar that is to be measured has not been packaged */
    static void requireService() {
        if (!Files.isReadable(Path.of(Service.PACKAGED))) {
            throw new CannotMeasure("""
                    There is no %s to measure: ./mvnw -q -DskipTests package makes src/target/task-ledger.jar. Where TASKLEDGER_JAR names \
                    another jar, it does so from the repository's folder on, or by its whole path.""".formatted(Service.PACKAGED));
        }
    }

    private static boolean isThere(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
