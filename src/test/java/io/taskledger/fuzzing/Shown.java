package io.taskledger.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.Api;
import io.taskledger.support.Tokens;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What queries show when all has been answered. */
final class Shown {

    private final Api api;

    Shown(Api api) {
        this.api = api;
    }

    void isWhatWasAcknowledged(List<User> users) {
        users.forEach(this::showsTheirOwn);
        Stream.of("tasks", "audit").forEach(this::isFoldedOf);
    }

    private void showsTheirOwn(User user) {
        Api client = api.withToken(user.token);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() ->
                assertThat(client.get("/api/tasks/summary").json().get("total").intValue()).isEqualTo(user.living().size()));
        user.tasks.values().forEach(task -> task.readable = true);
        List<JsonNode> tasks = all(client, "/api/tasks?sort=title&limit=97");
        tasks.forEach(task -> Reads.checkTask(user, task));
        assertThat(tasks.stream().map(task -> task.get("id").stringValue()))
                .containsExactlyInAnyOrderElementsOf(user.living().stream().map(task -> task.id.toString()).toList());
        List<JsonNode> changes = all(client, "/api/audit?limit=1000");
        changes.forEach(change -> Reads.checkEntry(user, change));
        assertThat(changes).hasSize(user.tasks.values().stream().mapToInt(task -> task.changes().size()).sum());
        user.tasks.values().stream().limit(20).forEach(task -> assertThat(all(client, "/api/tasks/" + task.id + "/history?limit=1"))
                .extracting(change -> change.get("type").stringValue())
                .isEqualTo(task.changes().stream().map(KnownTask.Change::type).toList()));
    }

    private static List<JsonNode> all(Api client, String path) {
        List<JsonNode> items = new ArrayList<>();
        JsonNode page = client.get(path).expect(200).json();
        page.get("items").forEach(items::add);
        while (page.get("next_cursor").isString()) {
            page = client.get(path + "&cursor=" + page.get("next_cursor").stringValue()).expect(200).json();
            page.get("items").forEach(items::add);
        }
        return items;
    }

    private void isFoldedOf(String projection) {
        Api operator = api.withToken(Tokens.with(claims -> claims.subject("op").claim("role", "admin")));
        String path = "/api/admin/projections/" + projection;
        await().atMost(Duration.ofSeconds(60)).until(() -> operator.post(path + "/verify").status() == 202);
        await().atMost(Duration.ofSeconds(60)).until(() -> !operator.get(path + "/verify").json().get("status").stringValue().equals("running"));
        JsonNode verification = operator.get(path + "/verify").json();
        assertThat(verification.get("status").stringValue()).isEqualTo("succeeded");
        assertThat(verification.get("differences").intValue()).isZero();
    }
}
