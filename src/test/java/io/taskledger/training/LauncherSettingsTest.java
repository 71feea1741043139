package io.taskledger.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What {@code bin/taskledger} says of settings that it does not understand. */
@DisabledOnOs(OS.WINDOWS)
class LauncherSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "TASKLEDGER_AOT, maybe", "TASKLEDGER_AOT, OFF", "TASKLEDGER_AOT, ' off'",
        "TASKLEDGER_AOT_SECONDS, 0", "TASKLEDGER_AOT_SECONDS, -1", "TASKLEDGER_AOT_SECONDS, 1.5", "TASKLEDGER_AOT_SECONDS, 90s",
        "TASKLEDGER_AOT_SECONDS, 1000000", "TASKLEDGER_AOT_SECONDS, 99999999999"
    })
    void a_setting_that_means_nothing_is_refused_by_name(String variable, String value) throws IOException, InterruptedException {
        assertThat(said(variable, value)).startsWith("taskledger: " + variable + " is \"" + value + "\": ").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({
        "TASKLEDGER_AOT, ''", "TASKLEDGER_AOT, on", "TASKLEDGER_AOT, off", "TASKLEDGER_AOT, make",
        "TASKLEDGER_AOT_SECONDS, ''", "TASKLEDGER_AOT_SECONDS, 1", "TASKLEDGER_AOT_SECONDS, 090", "TASKLEDGER_AOT_SECONDS, 999999"
    })
    void a_setting_that_means_something_is_taken(String variable, String value) throws IOException, InterruptedException {
        assertThat(said(variable, value)).startsWith("taskledger: there is no ").contains("no.jar yet");
    }

    /** What the launcher prints where there is no jar, which it looks for after it has read the settings. */
    private static String said(String variable, String value) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(Path.of("..", "bin", "taskledger").toString()).redirectErrorStream(true);
        builder.environment().putAll(Map.of(
                "TASKLEDGER_JAR", "no.jar", "JAVA_HOME", System.getProperty("java.home"), "LC_ALL", "C", variable, value));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        return said;
    }
}
