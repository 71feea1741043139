package io.taskledger.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Other programs of a run, which {@link Server} ends with it. */
final class ChildProcess {

    private ChildProcess() {}

    static Process start(ProcessBuilder builder) throws IOException {
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** A JVM like this one, on the same database, with another main class, and options that outdo this one's. */
    static ProcessBuilder java(Class<?> main, Database database, String... options) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        var builder = new ProcessBuilder(command);
        builder.environment().put("DATABASE_URL", database.uri().toString());
        return builder;
    }

    /** Waits for its end; @throws IllegalStateException where it failed */
    static void await(Process process) throws InterruptedException {
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IllegalStateException(process.info().command().orElse("A child process") + " ended with " + exit);
        }
    }
}
