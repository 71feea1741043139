package io.taskledger.bench;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** A user of a service. Whatever is not answered as it should be is an {@link IllegalStateException}. */
record User(Service service, String token) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static User named(String name, Service service) {
        return new User(service, Tokens.of(name, "user"));
    }

    static User operator(Service service) {
        return new User(service, Tokens.of("operator", "admin"));
    }

    /** Those of {@link TaskHistories}. */
    static List<User> all(Service service) {
        return IntStream.range(0, TaskHistories.USERS).mapToObj(n -> named(TaskHistories.user(n).value(), service)).toList();
    }

    static User any(List<User> users) {
        return users.get(ThreadLocalRandom.current().nextInt(users.size()));
    }

    /** @param readable whether the service says that queries show it */
    record Created(String id, boolean readable) {}

    /** Answered when queries show it. */
    Created create() throws IOException, InterruptedException {
        return create(request("/api/tasks"));
    }

    /** Answered when it is stored. */
    Created createAsync() throws IOException, InterruptedException {
        return create(request("/api/tasks").header("Prefer", "respond-async"));
    }

    /** The same, with that title. */
    Created createTitled(String title) throws IOException, InterruptedException {
        return create(request("/api/tasks").header("Prefer", "respond-async"), title);
    }

    private static Created create(HttpRequest.Builder request) throws IOException, InterruptedException {
        return create(request, "Buy milk " + ThreadLocalRandom.current().nextInt(10_000));
    }

    private static Created create(HttpRequest.Builder request, String title) throws IOException, InterruptedException {
        String body = "{\"title\": \"%s\", \"description\": \"%s\"}".formatted(title, SampleEvents.DESCRIPTION);
        HttpResponse<String> answer = expect(201, request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
        return new Created(JSON.readTree(answer.body()).path("id").stringValue(), answer.headers().firstValue("Preference-Applied").isEmpty());
    }

    /** What asking for a task is answered with: 200 where it can be read, 404 where it can't yet. */
    int status(String task) throws IOException, InterruptedException {
        return Http.send(request("/api/tasks/" + task).build()).statusCode();
    }

    /** The ids of the last 50, the newest first. */
    List<String> list() throws IOException, InterruptedException {
        return get("/api/tasks?limit=50").path("items").values().stream().map(task -> task.path("id").stringValue()).toList();
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(expect(200, request(path)).body());
    }

    void order(String path) throws IOException, InterruptedException {
        var _ = expect(202, request(path).POST(BodyPublishers.noBody()));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.uri().resolve(path)).timeout(PATIENCE).header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> expect(int status, HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = Http.send(request.build());
        if (answer.statusCode() != status) {
            throw new IllegalStateException("%s %s was answered with %d: %s"
                    .formatted(answer.request().method(), answer.uri().getPath(), answer.statusCode(), answer.body()));
        }
        return answer;
    }
}
