package io.taskledger.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.TaskLedger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command in a process of its own, as an operator types it where no terminal is. */
public final class CommandRun {

    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final Path out;
    private final Path err;

    private CommandRun(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts it with these environment variables and no others of ours. */
    public static CommandRun start(Map<String, String> environment, String... arguments) {
        try {
            Path out = Files.createTempFile("task-ledger-", ".out");
            Path err = Files.createTempFile("task-ledger-", ".err");
            out.toFile().deleteOnExit();
            err.toFile().deleteOnExit();
            var builder = new ProcessBuilder(OtherJvm.command(TaskLedger.class, arguments));
            builder.environment().keySet().removeAll(RunningService.OWN_VARIABLES);
            builder.environment().putAll(environment);
            return new CommandRun(builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end, and holds its exit code against the one expected. */
    public CommandRun expect(int exitCode) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(out() + err()).isTrue();
        assertThat(process.exitValue()).as(out() + err()).isEqualTo(exitCode);
        return this;
    }

    /** Ctrl-C. */
    public void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
    }

    public String out() {
        return read(out);
    }

    public String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
