package io.taskledger.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.BesideOthers;
import io.taskledger.support.RunningService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code bin/taskledger} on a machine that has never seen the build. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisabledOnOs(OS.WINDOWS)
class FirstStartTest {

    private static final Path LAUNCHER = Path.of("..", "bin", "taskledger").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** What the service is set to and the training must not see. */
    private static final String MARK = "a-setting-of-the-user";

    private final Path jar;
    private final Path homes;

    /** Notes the priority, and leaves it as it is: a machine that runs other tests has no time for the lowest. */
    private final Path nice;

    private final List<RunningService> started = new ArrayList<>();
    private Path home = Path.of("");

    FirstStartTest(@TempDir Path folder) throws IOException, URISyntaxException {
        jar = PackagedJar.in(folder);
        homes = folder;
        nice = Files.createDirectory(folder.resolve("bin")).resolve("nice");
        Files.writeString(nice, "#!/bin/sh\necho \"$2\" >\"$0.is\"\nshift 2\nexec \"$@\"\n");
        Files.setPosixFilePermissions(nice, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @BeforeEach
    void moveIn() throws IOException {
        home = Files.createTempDirectory(homes, "home");
    }

    @AfterEach
    void stop() throws IOException {
        for (RunningService service : started) {
            service.close();
        }
        started.clear();
        if (Files.exists(cache())) {
            await().atMost(PATIENCE).until(() -> running().isEmpty());
        }
    }

    @Test
    void services_serve_while_one_of_them_is_prepared_and_the_next_start_takes_the_cache() throws IOException, InterruptedException {
        RunningService first = start("first", Map.of());
        RunningService second = start("second", Map.of());
        ProcessHandle trained = await().atMost(PATIENCE).until(this::trainedServices, found -> !found.isEmpty()).getFirst();
        assertThat(environment(trained)).contains("PATH=").doesNotContain(MARK).doesNotContain(home.resolve("first").toString());
        assertThat(Path.of(nice + ".is")).hasContent("19");
        Path outOfMemory = Path.of("/proc", String.valueOf(trained.pid()), "oom_score_adj");
        assertThat(!Files.exists(outOfMemory) || Files.readString(outOfMemory).strip().equals("1000")).as("is ended before any service").isTrue();
        first.as("ann").create("Buy milk");
        second.as("ann").create("Buy milk");

        await().atMost(PATIENCE).until(() -> caches().size() == 1);
        await().atMost(PATIENCE).until(() -> preparations().isEmpty());
        assertThat(Files.readString(caches().getFirst().resolveSibling("log"))).contains(" rounds, and 0 unexpected answers");
        assertThat(names(caches().getFirst().resolveSibling(""))).containsExactlyInAnyOrder("app", "app.aot", "log");
        assertThat(first.as("ann").get("/api/tasks/summary").expect(200).body()).contains("\"total\":1");
        stop();

        Path build = caches().getFirst().resolveSibling("");
        Files.createFile(build.resolve("used-by-" + first.pid()));
        Files.createFile(build.resolve("used-by-" + ProcessHandle.current().pid()));
        RunningService third = start("first", Map.of("JAVA_OPTS", "-XX:AOTMode=on")); // or the JVM does not start
        assertThat(names(build)).containsExactlyInAnyOrder(
                "app", "app.aot", "log", "used-by-" + ProcessHandle.current().pid(), "used-by-" + third.pid());
        assertThat(third.log()).doesNotContain("prepared in the background");
        assertThat(ProcessHandle.of(third.pid()).orElseThrow().info().commandLine().orElse("")).contains("-XX:AOTCache=" + caches().getFirst());
        assertThat(third.as("ann").get("/api/tasks/summary").expect(200).body()).contains("\"total\":1");
        stop();

        makesACacheBesideAnUnpackedJar(build.resolve("app"));
        FileSystemUtils.deleteRecursively(build.resolve("app").resolve("lib"));
        RunningService fourth = start("first", Map.of());
        assertThat(ProcessHandle.of(fourth.pid()).orElseThrow().info().commandLine().orElse(""))
                .contains(jar.toString())
                .doesNotContain("-XX:AOTCache=");
        assertThat(fourth.as("ann").get("/api/tasks/summary").expect(200).body()).contains("\"total\":1");
    }

    /** As an image has it. */
    private void makesACacheBesideAnUnpackedJar(Path app) throws IOException, InterruptedException {
        Path unpacked = app.resolve("task-ledger.jar");
        assertThat(make(unpacked, "1")).isOne();
        assertThat(names(app)).containsExactlyInAnyOrder("lib", "task-ledger.jar");
        assertThat(make(unpacked, String.valueOf(PATIENCE.toSeconds()))).isZero();
        assertThat(names(app)).containsExactlyInAnyOrder("lib", "task-ledger.jar", "app.aot");
        RunningService service = start("first", Map.of("TASKLEDGER_JAR", unpacked.toString(), "JAVA_OPTS", "-XX:AOTMode=on"));
        assertThat(service.as("ann").get("/api/tasks/summary").expect(200).body()).contains("\"total\":1");
        stop();
    }

    /** Gives the exit code. */
    private static int make(Path unpacked, String seconds) throws IOException, InterruptedException {
        var making = new ProcessBuilder(LAUNCHER.toString()).inheritIO();
        making.environment().putAll(Map.of(
                "TASKLEDGER_JAR", unpacked.toString(), "TASKLEDGER_AOT", "make", "TASKLEDGER_AOT_SECONDS", seconds, "JAVA_HOME",
                System.getProperty("java.home")));
        return making.start().waitFor();
    }

    @Test
    void a_service_that_stops_ends_the_preparation_which_leaves_nothing() throws IOException {
        start("first", Map.of());
        await().atMost(PATIENCE).until(this::trainedServices, found -> !found.isEmpty());
        stop();
        assertThat(names(cache())).containsExactly("preparation.lock");
    }

    @Test
    void a_preparation_that_is_killed_leaves_no_process_and_nothing_that_a_start_takes() throws IOException {
        start("first", Map.of());
        await().atMost(PATIENCE).until(this::trainedServices, found -> !found.isEmpty());
        preparations().forEach(ProcessHandle::destroyForcibly);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(trainedServices()).isEmpty());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(postmasters()).isEmpty());
        assertThat(caches()).isEmpty();
        assertThat(start("second", Map.of()).log()).contains("prepared in the background");
    }

    @Test
    void a_preparation_that_takes_too_long_leaves_nothing() throws IOException {
        RunningService service = start("first", Map.of("TASKLEDGER_AOT_SECONDS", "1"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(preparations()).isEmpty());
        assertThat(service.log()).contains("prepared in the background");
        assertThat(names(cache())).isSubsetOf("preparation.lock");
        service.as("ann").create("Buy milk");
    }

    private RunningService start(String data, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "HOME", home.toString(), "XDG_CACHE_HOME", home.resolve("cache").toString(), "JAVA_HOME", System.getProperty("java.home"),
                "TASKLEDGER_JAR", jar.toString(), "TASKLEDGER_DATA", home.resolve(data).toString(), "TASKLEDGER_SHUTDOWN_DELAY", "0",
                "TASKLEDGER_AOT_SECONDS", String.valueOf(PATIENCE.toSeconds()), "A_VARIABLE", MARK));
        environment.put("PATH", homes.resolve("bin") + ":" + System.getenv("PATH"));
        environment.putAll(more);
        RunningService service = RunningService.start(List.of(LAUNCHER.toString()), environment);
        started.add(service);
        return service;
    }

    private Path cache() {
        return home.resolve("cache").resolve("task-ledger");
    }

    private List<Path> caches() throws IOException {
        try (Stream<Path> all = Files.walk(cache(), 2)) {
            return all.filter(path -> path.endsWith("app.aot")).toList();
        }
    }

    /** PostgreSQL servers whose data is in the cache. */
    private List<Path> postmasters() throws IOException {
        try (Stream<Path> all = Files.walk(cache(), 4)) {
            return all.filter(path -> path.endsWith("postmaster.pid")).toList();
        } catch (UncheckedIOException e) {
            return List.of(cache()); // it changes
        }
    }

    private List<ProcessHandle> trainedServices() {
        return running(Trainee.class.getName());
    }

    private List<ProcessHandle> preparations() {
        return running(Preparation.class.getName());
    }

    /** Processes that were started with something of the cache. */
    private List<ProcessHandle> running() {
        return running(cache().toString()).stream()
                .filter(process -> started.stream().noneMatch(service -> service.pid() == process.pid()))
                .toList();
    }

    private List<ProcessHandle> running(String word) {
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    String line = process.info().commandLine().orElse("");
                    return line.contains(word) && line.contains(cache().toString());
                })
                .toList();
    }

    private static String environment(ProcessHandle process) throws IOException {
        Path variables = Path.of("/proc", String.valueOf(process.pid()), "environ");
        return Files.isReadable(variables) ? Files.readString(variables) : "";
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }
}
