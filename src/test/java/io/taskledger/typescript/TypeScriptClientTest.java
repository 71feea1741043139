package io.taskledger.typescript;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.BesideOthers;
import io.taskledger.support.NodeCondition;
import io.taskledger.support.NodePackages;
import io.taskledger.support.RunningService;
import io.taskledger.support.TestPostgres;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the scripts of the client's {@code package.json}, in a copy of its folder. */
@BesideOthers
@ExtendWith(TypeScriptClientTest.Condition.class)
class TypeScriptClientTest {

    private static final Path CLIENT = Path.of("..", "clients", "typescript");
    private static final Path VENDORED = Path.of("main", "resources", "static", "lib", "taskledger");
    private static final int PATIENCE_MINUTES = 5;
    private static final NodePackages PACKAGES = NodePackages.installed("The TypeScript client", 20, CLIENT);

    static final class Condition extends NodeCondition {
        Condition() {
            super(PACKAGES);
        }
    }

    @BeforeAll
    static void build() throws Exception {
        run("build");
    }

    @Test
    void what_is_committed_is_what_the_document_and_the_sources_give() throws Exception {
        run("check", "--", VENDORED.toAbsolutePath().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"types", "test:unit", "test:consumer"})
    void it_stands_by_itself(String script) throws Exception {
        run(script);
    }

    /** Its settings are those of {@code test/service/service.mjs}. */
    @Test
    void it_works_with_the_service() throws Exception {
        try (var service = RunningService.start(Map.of("DATABASE_URL", TestPostgres.newDatabase(), "BETTER_AUTH_SECRET", Tokens.SECRET))) {
            run(Map.of("TASKLEDGER_URL", "http://localhost:" + service.port(), "BETTER_AUTH_SECRET", Tokens.SECRET), "test:service");
        }
    }

    private static void run(String... script) throws IOException, InterruptedException {
        run(Map.of(), script);
    }

    private static void run(Map<String, String> settings, String... script) throws IOException, InterruptedException {
        Path log = PACKAGES.folder().resolve("script.log");
        var builder = new ProcessBuilder("npm", "run").directory(PACKAGES.folder().toFile());
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        builder.command().addAll(List.of(script));
        builder.environment().putAll(settings);
        Process npm = builder.start();
        if (!npm.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            npm.descendants().forEach(ProcessHandle::destroyForcibly);
            npm.destroyForcibly().waitFor();
        }
        assertThat(npm.exitValue()).as("npm run %s: %s", script[0], Files.readString(log)).isZero();
    }
}
