package io.taskledger.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.OtherJvm;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Three writers and a reader in a JVM of their own. What it says, it says on its standard output. */
final class OtherProcess implements AutoCloseable {

    private static final String END = "end";

    private final Process process;
    private final BufferedReader output;

    OtherProcess(String database, Duration writing) throws IOException {
        process = new ProcessBuilder(OtherJvm.command(OtherProcess.class, database, writing.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** What its writers have committed, once they have ended. */
    List<String> acknowledged() {
        return lines();
    }

    /** What its reader has read, once that is so many events. */
    List<String> read(int count) throws IOException {
        try (var input = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8))) {
            input.write(count + "\n");
        }
        return lines();
    }

    private List<String> lines() {
        return Stream.generate(this::line).takeWhile(line -> !line.equals(END)).toList();
    }

    /** Whatever a logger may say in between begins otherwise. */
    private String line() {
        try {
            String line;
            do {
                line = output.readLine();
                assertThat(line).as("it has ended early").isNotNull();
            } while (!line.startsWith("> "));
            return line.substring(2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.onExit().completeOnTimeout(process, 1, TimeUnit.MINUTES).join().destroyForcibly();
    }

    /** @param arguments the database, and for how long to write */
    public static void main(String[] arguments) throws Exception {
        try (var self = new EventStoreProcess(arguments[0]);
                EventReader reader = EventReader.ofStream(self.store);
                var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            say(StrictOrderTest.write(self, 3, Duration.parse(arguments[1])));
            int count = Integer.parseInt(input.readLine());
            while (reader.count() < count) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            say(reader.texts());
        }
    }

    private static void say(List<String> lines) {
        lines.forEach(line -> System.out.println("> " + line));
        System.out.println("> " + END);
        System.out.flush();
    }
}
