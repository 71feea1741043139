package io.taskledger.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

class PreparedBuildsTest {

    private final Path folder;
    private final PreparedBuilds builds;

    PreparedBuildsTest(@TempDir Path folder) {
        this.folder = folder;
        builds = new PreparedBuilds(folder, "12");
    }

    @Test
    void a_build_is_prepared_once_its_cache_has_its_name() throws IOException {
        Path made = builds.create();
        Files.createFile(made.resolve("draft.aot"));
        Files.createDirectory(made.resolve("app"));
        assertThat(builds.isPrepared()).isFalse();

        Files.createFile(made.resolve(PreparedBuilds.CACHE));
        assertThat(builds.isPrepared()).isTrue();
    }

    @Test
    void a_build_that_can_have_no_cache_is_not_prepared_again() throws IOException {
        builds.markWithoutCache(builds.create());
        assertThat(builds.isPrepared()).isTrue();
    }

    @Test
    void another_build_counts_for_nothing() throws IOException {
        finished("123.x", 1);
        finished("1.x", 1);
        assertThat(builds.isPrepared()).isFalse();
    }

    @Test
    void what_a_killed_preparation_left_is_deleted() throws IOException {
        Files.createDirectories(builds.create().resolve("app/lib"));
        finished("1.a", 1);
        Files.createFile(builds.lock());
        builds.deleteUnfinished();
        assertThat(names()).containsExactlyInAnyOrder("1.a", "preparation.lock");
    }

    @Test
    void the_three_builds_that_were_used_last_are_kept() throws IOException {
        finished("1.a", 5);
        finished("2.a", 1);
        finished("3.a", 4);
        finished("4.a", 3);
        builds.deleteOld();
        assertThat(names()).containsExactlyInAnyOrder("1.a", "3.a", "4.a");
    }

    @Test
    void a_build_that_a_running_process_was_started_from_is_kept() throws IOException {
        Process user = startedFrom("1.a");
        try {
            finished("1.a", 1);
            finished("2.a", 2);
            for (int last = 3; last <= 5; last++) {
                finished(last + ".a", last);
            }
            Path cleared = Files.createDirectory(folder.resolve("6.a"));
            mark("1.a", 1, user);
            mark("2.a", 2, user); // left by an ended process that had the same id
            builds.deleteUnfinished();
            builds.deleteOld();
            assertThat(names()).containsExactlyInAnyOrder("1.a", "3.a", "4.a", "5.a");

            Files.delete(folder.resolve("1.a").resolve(PreparedBuilds.CACHE));
            builds.deleteUnfinished();
            assertThat(names()).contains("1.a");
            assertThat(cleared).doesNotExist();
        } finally {
            user.destroyForcibly().onExit().join();
        }
        builds.deleteUnfinished();
        assertThat(names()).doesNotContain("1.a");
    }

    @Test
    void a_build_that_a_launcher_has_just_marked_is_kept() throws IOException {
        finished("1.a", 1);
        Files.createFile(folder.resolve("1.a").resolve("used-by-" + ProcessHandle.current().pid()));
        Files.setLastModifiedTime(folder.resolve("1.a"), FileTime.fromMillis(1));
        for (int last = 3; last <= 5; last++) {
            finished(last + ".a", last);
        }
        builds.deleteOld();
        assertThat(names()).contains("1.a");
    }

    private void mark(String build, long lastUse, Process user) throws IOException {
        Path mark = Files.createFile(folder.resolve(build).resolve("used-by-" + user.pid()));
        Files.setLastModifiedTime(mark, FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));
        Files.setLastModifiedTime(folder.resolve(build), FileTime.fromMillis(lastUse));
    }

    /** A program that reads its standard input until that ends, and has the build's name among its arguments. */
    private static Process startedFrom(String build) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        var builder = new ProcessBuilder(java.toString(), StandardInput.class.getName(), build);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.start();
    }

    static final class StandardInput {

        private StandardInput() {}

        public static void main(String[] arguments) throws IOException {
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private void finished(String name, long lastUse) throws IOException {
        Path made = Files.createDirectory(folder.resolve(name));
        Files.createFile(made.resolve(PreparedBuilds.CACHE));
        Files.setLastModifiedTime(made, FileTime.fromMillis(lastUse));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }
}
