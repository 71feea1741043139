package io.taskledger.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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
    void a_build_that_a_process_serves_from_is_kept() throws IOException {
        finished("1.a", 1);
        finished("2.a", 2);
        finished("3.a", 3);
        finished("4.a", 4);
        finished("5.a", 5);
        servedBy("1.a", ProcessHandle.current().pid());
        servedBy("2.a", endedProcess());
        builds.deleteOld();
        assertThat(names()).containsExactlyInAnyOrder("1.a", "3.a", "4.a", "5.a");
    }

    private void servedBy(String build, long process) throws IOException {
        FileTime lastUse = Files.getLastModifiedTime(folder.resolve(build));
        Files.createFile(folder.resolve(build).resolve("served-by-" + process));
        Files.setLastModifiedTime(folder.resolve(build), lastUse);
    }

    private static long endedProcess() throws IOException {
        Process process = new ProcessBuilder("true").start();
        process.onExit().join();
        return process.pid();
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
