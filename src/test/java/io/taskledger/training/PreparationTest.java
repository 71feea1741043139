package io.taskledger.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.OtherJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class PreparationTest {

    @Test
    void a_jar_that_can_not_be_unpacked_leaves_nothing_that_a_start_takes(@TempDir Path folder) throws IOException, InterruptedException {
        Path jar = Files.writeString(folder.resolve("task-ledger.jar"), "no jar");
        Path builds = Files.createDirectory(folder.resolve("builds"));
        String service = String.valueOf(ProcessHandle.current().pid());
        List<String> preparation = OtherJvm.command(Preparation.class, service, "60", jar.toString(), builds.toString(), "build");
        Process process = new ProcessBuilder(preparation).redirectErrorStream(true).redirectOutput(Redirect.DISCARD).start();
        process.waitFor();
        assertThat(builds.toFile().list()).containsExactly("preparation.lock");
    }
}
