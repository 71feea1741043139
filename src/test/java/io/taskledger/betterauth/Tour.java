package io.taskledger.betterauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Everything that the service can be asked, asked by one user who has no task yet. */
final class Tour {

    private final Api api;
    private final UUID task = UUID.randomUUID();
    private final Set<String> asked = new HashSet<>();

    private Tour(Api api) {
        this.api = api;
    }

    /** What every user may. */
    static Tour ofUser(Api api) {
        var tour = new Tour(api);
        tour.commands();
        tour.queries();
        return tour;
    }

    /** That, and what an operator may. */
    static Tour ofOperator(Api api) {
        Tour tour = ofUser(api);
        tour.ask("GET", "/api/admin/projections", null, 200);
        tour.ask("POST", "/api/admin/projections/{name}/dead-letters/retry", null, 200);
        tour.job("/api/admin/projections/{name}/rebuild");
        tour.job("/api/admin/projections/{name}/verify");
        return tour;
    }

    private void commands() {
        ask("POST", "/api/tasks", Json.object("id", task.toString(), "title", "Buy milk"), 201);
        ask("PATCH", "/api/tasks/{id}", Json.object("title", "Buy oat milk"), 200);
        ask("PUT", "/api/tasks/{id}", Json.object("title", "Buy oat milk", "description", "two litres"), 200);
        ask("POST", "/api/tasks/{id}/complete", null, 200);
        ask("POST", "/api/tasks/{id}/reopen", null, 200);
        ask("DELETE", "/api/tasks/{id}", null, 204);
        ask("POST", "/api/tasks/{id}/restore", null, 200);
    }

    private void queries() {
        assertThat(ask("GET", "/api/tasks/{id}", null, 200).json().get("version").intValue()).isEqualTo(6);
        assertThat(items(ask("GET", "/api/tasks", null, 200))).hasSize(1);
        assertThat(ask("GET", "/api/tasks/summary", null, 200).json().get("total").intValue()).isOne();
        assertThat(items(ask("GET", "/api/tasks/{id}/history", null, 200)).map(entry -> entry.get("type").stringValue()))
                .containsExactly("created", "renamed", "described", "completed", "reopened", "deleted", "restored");
        assertThat(items(ask("GET", "/api/audit", null, 200)).map(entry -> entry.get("actor").stringValue()))
                .hasSize(7).containsOnly(ask("GET", "/api/me", null, 200).id());
        assertThat(items(ask("GET", "/api/changes", null, 200))).hasSize(7);
        asked.add("GET /api/changes/stream"); // whose answer has no end
        api.send("HEAD", "/api/changes/stream", null).expect(200);
    }

    private void job(String path) {
        ask("POST", path, null, 202);
        await().until(() -> !ask("GET", path, null, 200).json().get("status").stringValue().equals("running"));
        ask("DELETE", path, null, 404); // it has ended, so there is nothing to cancel
    }

    private Answer ask(String method, String path, @Nullable String json, int status) {
        asked.add(method + " " + path);
        return api.send(method, path.replace("{id}", task.toString()).replace("{name}", "tasks"), json).expect(status);
    }

    /** Holds it against the operations of the service's OpenAPI document. */
    void expectNothingLeftOut() {
        assertThat(api.get("/v3/api-docs").expect(200).json().get("paths").propertyStream()
                        .flatMap(path -> path.getValue().propertyStream().map(method -> method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())))
                .containsExactlyInAnyOrderElementsOf(asked);
    }

    private static Stream<JsonNode> items(Answer answer) {
        return answer.json().get("items").valueStream();
    }
}
