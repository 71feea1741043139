package io.taskledger.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.BesideOthers;
import io.taskledger.support.Json;
import io.taskledger.support.PreparedData;
import io.taskledger.support.RunningService;
import io.taskledger.support.Wire;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A process that has no memory left ends, without any option of the JVM: whoever watches it starts it again. */
@BesideOthers
class OutOfMemoryTest {

    private static final int EXIT_CODE = 3;

    @ParameterizedTest
    @ValueSource(strings = {"request", "platform-thread", "virtual-thread", "executor", "library-that-logs", "driver", "future"})
    void a_process_without_memory_ends_whoever_noticed_it(String way, @TempDir Path folder) throws Exception {
        Path data = PreparedData.in(folder);
        try (var service = RunningService.start(HungryService.class, Map.of("TASKLEDGER_DATA", data.toString()))) {
            ProcessHandle postgres = postgres(data);
            String token = service.api().post("/dev/token", Json.object("user_id", "ann")).expect(200).json().get("token").stringValue();
            Wire asking = Wire.to(service.port())
                    .say("GET /api/hungry/" + way + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n");
            assertThat(service.exitCode()).as(service.log()).isEqualTo(EXIT_CODE);
            asking.close();
            assertThat(service.log()).containsOnlyOnce("taskledger: out of memory");
            await("the embedded PostgreSQL ends, too").atMost(Duration.ofMinutes(1)).until(() -> !postgres.isAlive());
        }
    }

    private static ProcessHandle postgres(Path data) throws IOException {
        try (var files = Files.walk(data)) {
            Path pid = files.filter(file -> file.endsWith("postmaster.pid")).findFirst().orElseThrow();
            return ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).getFirst().strip())).orElseThrow();
        }
    }
}
