package io.taskledger.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What a {@link TestCluster} logs: every statement, and every connection that somebody tries to open, with the name of the application. */
public final class StatementLog {

    private final Path folder;

    /** @param folder of its own */
    public StatementLog(Path folder) {
        this.folder = folder;
    }

    /** For {@link TestCluster}. */
    public String[] settings() {
        return new String[] {
            "logging_collector", "on", "log_directory", folder.toString(), "log_filename", "statements.log",
            "log_statement", "all", "log_connections", "on", "log_line_prefix", "[%a] "
        };
    }

    /** What the cluster logged of others while the work was done, between two statements of the session, which does nothing else. */
    public List<String> linesDuring(Session session, Runnable work) {
        String begin = mark(session);
        work.run();
        String end = mark(session);
        await().until(() -> lines().stream().anyMatch(line -> line.contains(end)));
        List<String> lines = lines();
        return lines.subList(indexOf(lines, begin) + 1, indexOf(lines, end));
    }

    private static String mark(Session session) {
        String mark = UUID.randomUUID().toString();
        session.run("select '" + mark + "'");
        return mark;
    }

    private static int indexOf(List<String> lines, String text) {
        return Stream.iterate(0, i -> i < lines.size(), i -> i + 1).filter(i -> lines.get(i).contains(text)).findFirst().orElseThrow();
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(folder.resolve("statements.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
