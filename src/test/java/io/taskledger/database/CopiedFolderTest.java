package io.taskledger.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskledger.StartupRefused;
import io.taskledger.support.BesideOthers;
import io.taskledger.support.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Data folders that were copied, moved or left behind. A copy that may be torn is never started on. */
@BesideOthers
@DisabledOnOs(OS.WINDOWS) // permissions, cp and signals are POSIX's
class CopiedFolderTest {

    private static final String TORN = "is a copy that was taken while PostgreSQL ran, or was not shut down";

    private final Path folder;
    private final Path copy;

    CopiedFolderTest(@TempDir Path parent) {
        folder = parent.resolve("data");
        copy = parent.resolve("copy");
    }

    @Test
    void a_copy_of_a_folder_in_use_is_refused_with_the_cause() throws Exception {
        try (EmbeddedDatabase _ = EmbeddedDatabase.start(folder)) {
            run("cp", "-a", folder.toString(), copy.toString());
            assertThatThrownBy(() -> EmbeddedDatabase.start(copy)).isInstanceOfSatisfying(StartupRefused.class, refused -> {
                assertThat(refused).hasMessageContaining(TORN).hasMessageContaining("process " + postmaster(folder) + ", runs on the folder that it was copied from");
                assertThat(refused.remedy()).contains("copy the folder anew");
            });
            assertThatThrownBy(() -> JoinedDatabase.joinOrStart(copy)).isInstanceOf(StartupRefused.class).hasMessageContaining(TORN);
            assertThat(copy.resolve("postgresql/postmaster.pid")).exists();
        }
        assertThatThrownBy(() -> EmbeddedDatabase.start(copy)).isInstanceOf(StartupRefused.class).hasMessageContaining(TORN);
        EmbeddedDatabase.start(folder).close();
    }

    @Test
    void a_copy_that_began_before_the_stop_is_refused() throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.start(folder);
        run("cp", "-a", folder.toString(), copy.toString());
        database.close();
        for (String late : List.of("stopped", "identity", "postgresql/global/pg_control")) {
            run("cp", "-a", folder.resolve(late).toString(), copy.resolve(late).toString());
        }
        Files.delete(copy.resolve("postgresql/postmaster.pid"));
        assertThatThrownBy(() -> EmbeddedDatabase.start(copy)).isInstanceOf(StartupRefused.class).hasMessageContaining(TORN);
    }

    @Test
    void a_copy_that_was_taken_after_a_stop_is_as_good_as_the_folder() throws Exception {
        EmbeddedDatabase.start(folder).close();
        run("cp", "-a", folder.toString(), copy.toString());
        EmbeddedDatabase.start(folder).close();
        try (EmbeddedDatabase _ = EmbeddedDatabase.start(copy); EmbeddedDatabase _ = EmbeddedDatabase.start(folder)) {
            assertThat(postmaster(copy)).isNotEqualTo(postmaster(folder));
        }
        EmbeddedDatabase.start(copy).close();
    }

    @Test
    void a_copy_may_be_begun_before_the_stop_and_completed_after_it() throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.start(folder);
        synchronize();
        assertThatThrownBy(() -> EmbeddedDatabase.start(copy)).isInstanceOf(StartupRefused.class).hasMessageContaining(TORN);
        database.close();
        synchronize();
        EmbeddedDatabase.start(copy).close();
    }

    @Test
    void a_start_that_fails_leaves_a_folder_that_can_be_copied() throws Exception {
        EmbeddedDatabase.start(folder).close();
        Files.delete(folder.resolve("port"));
        Files.createDirectory(folder.resolve("port"));
        assertThatThrownBy(() -> EmbeddedDatabase.start(folder)).isInstanceOf(StartupRefused.class);
        run("cp", "-a", folder.toString(), copy.toString());
        Files.delete(copy.resolve("port"));
        EmbeddedDatabase.start(copy).close();
    }

    @Test
    void a_file_system_that_numbers_files_anew_does_not_make_a_copy_of_a_stopped_folder() throws Exception {
        EmbeddedDatabase.start(folder).close();
        Files.writeString(folder.resolve("identity"), "- 1\n"); // 1 is the number of no file
        EmbeddedDatabase.start(folder).close();
    }

    @Test
    void a_folder_that_was_moved_after_a_kill_is_recovered() throws Exception {
        Path moved = folder.resolveSibling("moved");
        String task;
        try (var service = RunningService.start(Map.of("TASKLEDGER_DATA", folder.toString()))) {
            task = service.as("ann").create("Buy milk").path();
            service.kill();
        }
        Files.move(folder, moved); // PostgreSQL runs on it
        try (var service = RunningService.start(Map.of("TASKLEDGER_DATA", moved.toString()))) {
            assertThat(service.log()).contains("was left running");
            service.as("ann").get(task).expect(200);
            service.kill();
        }
        killPostgres(moved);
        run("cp", "-a", moved.toString(), copy.toString());
        Files.move(moved, folder); // PostgreSQL does not run any longer
        assertThatThrownBy(() -> EmbeddedDatabase.start(copy)).isInstanceOf(StartupRefused.class).hasMessageContaining(TORN);
        try (var service = RunningService.start(Map.of("TASKLEDGER_DATA", folder.toString()))) {
            service.as("ann").get(task).expect(200);
        }
    }

    @Test
    void who_says_that_nothing_ran_during_a_copy_is_believed() throws Exception {
        EmbeddedDatabase.start(folder).close();
        Files.delete(folder.resolve("stopped"));
        run("cp", "-a", folder.toString(), copy.toString());
        assertThatThrownBy(() -> EmbeddedDatabase.start(copy)).isInstanceOf(StartupRefused.class).hasMessageContaining(TORN);
        Files.delete(copy.resolve("identity"));
        EmbeddedDatabase.start(copy).close();
    }

    @Test
    void the_folder_of_an_older_release_is_no_copy_unless_its_original_runs() throws Exception {
        EmbeddedDatabase.start(folder).close();
        Files.delete(folder.resolve("identity"));
        Files.delete(folder.resolve("stopped"));
        try (EmbeddedDatabase _ = EmbeddedDatabase.start(folder)) {
            Files.delete(folder.resolve("identity"));
            run("cp", "-a", folder.toString(), copy.toString());
            assertThatThrownBy(() -> EmbeddedDatabase.start(copy)).isInstanceOf(StartupRefused.class).hasMessageContaining(TORN);
        }
    }

    @Test
    void a_process_id_that_is_another_programs_by_now_is_no_postgresql() throws Exception {
        EmbeddedDatabase.start(folder).close();
        Process other = new ProcessBuilder("sleep", "600").start();
        try {
            String data = folder.toRealPath().resolve("postgresql").toString();
            Files.write(folder.resolve("postgresql/postmaster.pid"), List.of(String.valueOf(other.pid()), data, "1", "23000", "", "localhost", "  0 0", "ready   "));
            EmbeddedDatabase.start(folder).close();
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void a_process_id_that_is_another_postgresqls_by_now_makes_no_copy() throws Exception {
        EmbeddedDatabase.start(folder).close();
        Files.delete(folder.resolve("identity")); // an older release made none
        try (EmbeddedDatabase _ = EmbeddedDatabase.start(copy)) {
            List<String> lines = new ArrayList<>(Files.readAllLines(copy.resolve("postgresql/postmaster.pid")));
            lines.set(1, folder.toRealPath().resolve("postgresql").toString());
            lines.set(2, "1700000000");
            Files.write(folder.resolve("postgresql/postmaster.pid"), lines);
            EmbeddedDatabase.start(folder).close();
            assertThat(ProcessHandle.of(Long.parseLong(postmaster(copy)))).isPresent();
        }
    }

    @Test
    void another_way_to_the_same_folder_is_in_use_too() throws Exception {
        try (EmbeddedDatabase _ = EmbeddedDatabase.start(folder)) {
            Files.createSymbolicLink(copy, folder);
            assertThatThrownBy(() -> EmbeddedDatabase.start(copy)).isInstanceOf(FolderInUse.class);
        }
    }

    /** As {@code rsync -a --delete} copies the folder: what has another size or time. */
    private void synchronize() throws IOException {
        for (Path file : files(folder)) {
            Path target = copy.resolve(folder.relativize(file));
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else if (!Files.exists(target) || Files.size(target) != Files.size(file)
                        || !Files.getLastModifiedTime(target).equals(Files.getLastModifiedTime(file))) {
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        for (Path file : files(copy).reversed()) {
            if (!Files.exists(folder.resolve(copy.relativize(file)))) {
                Files.delete(file);
            }
        }
        Files.setPosixFilePermissions(copy.resolve("postgresql"), PosixFilePermissions.fromString("rwx------"));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList();
        }
    }

    private static String postmaster(Path folder) {
        try {
            return Files.readAllLines(folder.resolve("postgresql/postmaster.pid")).getFirst();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void killPostgres(Path folder) throws Exception {
        ProcessHandle postgres = ProcessHandle.of(Long.parseLong(postmaster(folder))).orElseThrow();
        List<ProcessHandle> all = new ArrayList<>(postgres.descendants().toList());
        all.add(postgres);
        run("kill", "-QUIT", String.valueOf(postgres.pid())); // as kill -9 of all, without a sibling that lives on
        for (ProcessHandle process : all) {
            process.onExit().get(1, TimeUnit.MINUTES);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }
}
