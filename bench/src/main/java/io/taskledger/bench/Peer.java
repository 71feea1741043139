package io.taskledger.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Another backend for tasks, with as many processes as the machine has cores, and one table that it has made in a database of its own.
 *
 * @param calls the works that it knows
 */
record Peer(String name, Process process, URI uri, Database database, Map<Work, List<Call>> calls) implements AutoCloseable {

    static final String TASKS = "(select id, completed, null::timestamptz as deleted_at from peer_tasks)";

    private static final int PATIENCE_SECONDS = 30;

    /** @throws LeftOut where it does not answer */
    Peer awaitReady(Path log) throws LeftOut, IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri.resolve("/api/tasks")).build();
        long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                var _ = Http.send(request);
                return this;
            } catch (IOException _) {
                Thread.sleep(100);
            }
        }
        close();
        throw new LeftOut("it did not answer within %d s: %s".formatted(PATIENCE_SECONDS, end(Files.readString(log))));
    }

    /** The last lines of what a program said. */
    static String end(String said) {
        List<String> lines = said.strip().lines().filter(line -> !line.isBlank()).toList();
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }

    @Override
    public void close() {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
