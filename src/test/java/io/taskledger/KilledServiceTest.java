package io.taskledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.BesideOthers;
import io.taskledger.support.Json;
import io.taskledger.support.PreparedData;
import io.taskledger.support.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code kill -9} in the middle of 200 creates: what was answered is there exactly once, the rest is there whole or not at all. */
@BesideOthers
class KilledServiceTest {

    private static final int CREATES = 200;
    private static final int ANSWERED_BEFORE_THE_KILL = 60;

    @Test
    void what_was_answered_outlives_the_service(@TempDir Path folder) throws Exception {
        Path data = PreparedData.in(folder);
        Set<String> sent = ConcurrentHashMap.newKeySet();
        Map<String, JsonNode> answered = new ConcurrentHashMap<>();
        try (var service = RunningService.start(Map.of("TASKLEDGER_DATA", data.toString()))) {
            Api ann = service.as("ann");
            var enough = new CountDownLatch(ANSWERED_BEFORE_THE_KILL);
            List<Future<?>> creates = new ArrayList<>();
            try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
                for (int i = 0; i < CREATES; i++) {
                    String id = UUID.randomUUID().toString();
                    creates.add(clients.submit(() -> create(ann, id, sent, answered, enough)));
                }
                assertThat(enough.await(2, TimeUnit.MINUTES)).as(service.log()).isTrue();
                service.kill();
            }
            for (Future<?> create : creates) {
                create.get(); // an answer that was no 201 fails the test
            }
        }
        assertThat(answered).hasSizeLessThan(CREATES);

        try (var service = RunningService.start(Map.of("TASKLEDGER_DATA", data.toString()))) {
            assertThat(service.log()).contains("was left running");
            Api ann = service.as("ann");
            // events are folded in order: once a later one can be read, all that was stored before the kill has been folded
            Answer later = ann.create("later");
            await().atMost(Duration.ofMinutes(1)).until(() -> ann.get(later.path()).status() == 200);
            ann.delete(later.path()).expect(204);
            await().atMost(Duration.ofMinutes(1)).until(() -> ann.get(later.path()).status() == 404);
            List<JsonNode> there = ann.get("/api/tasks?limit=1000").expect(200).json().get("items").valueStream().toList();
            Set<String> ids = new HashSet<>(there.stream().map(task -> task.get("id").stringValue()).toList());

            assertThat(ids).hasSameSizeAs(there).containsAll(answered.keySet()).isSubsetOf(sent);
            answered.forEach((id, task) -> assertThat(ann.get("/api/tasks/" + id).json()).isEqualTo(task));
            assertThat(there).allSatisfy(task -> assertThat(task.get("description").stringValue()).isEqualTo(task.get("id").stringValue()));
            sent.stream().filter(id -> !ids.contains(id)).forEach(id -> {
                ann.get("/api/tasks/" + id).expect(404);
                ann.post("/api/tasks/" + id + "/complete").expect(404);
            });
        }
    }

    @Test
    void a_restart_finds_everything_and_goes_on(@TempDir Path folder) throws Exception {
        Path data = PreparedData.in(folder);
        Answer before;
        try (var service = RunningService.start(Map.of("TASKLEDGER_DATA", data.toString()))) {
            before = service.as("ann").create("Buy milk");
        }
        try (var service = RunningService.start(Map.of("TASKLEDGER_DATA", data.toString()))) {
            assertThat(service.log()).doesNotContain("was left running");
            Api ann = service.as("ann");
            assertThat(ann.get(before.path()).json()).isEqualTo(before.json());
            assertThat(ann.post(before.path() + "/complete").expect(200).etag()).isEqualTo("\"1\"");
            assertThat(Stream.of(ann.get("/api/tasks").json().get("items").get(0).get("version").intValue())).containsExactly(1);
        }
    }

    private static void create(Api ann, String id, Set<String> sent, Map<String, JsonNode> answered, CountDownLatch enough) {
        sent.add(id);
        try {
            answered.put(id, ann.post("/api/tasks", Json.object("title", "task", "description", id, "id", id)).expect(201).json());
            enough.countDown();
        } catch (UncheckedIOException e) {
            // the service was killed before it answered: this is the case that the test is about
        }
    }
}
