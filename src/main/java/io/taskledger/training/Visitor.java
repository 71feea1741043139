package io.taskledger.training;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One user of the service in training, who sends a request when the one before has been answered. */
final class Visitor {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What a busy machine makes of a request now and then. */
    private static final int UNAVAILABLE = 503;

    private static final int MOST_ATTEMPTS = 10;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private final HttpClient client;
    private final URI service;
    private final String token;
    private final AtomicLong unexpected;

    /** @param unexpected where answers are counted that have another status than they should */
    Visitor(HttpClient client, URI service, String token, AtomicLong unexpected) {
        this.client = client;
        this.service = service;
        this.token = token;
        this.unexpected = unexpected;
    }

    Visitor withToken(String another) {
        return new Visitor(client, service, another, unexpected);
    }

    String get(String path) throws IOException, InterruptedException {
        return send(200, "GET", path, "");
    }

    /** @return the id of the task */
    String create(String title, String... headers) throws IOException, InterruptedException {
        String body = "{\"title\":\"" + title + "\",\"description\":\"Two litres of the organic one\"}";
        Matcher id = ID.matcher(send(201, "POST", "/api/tasks", body, headers));
        return id.find() ? id.group(1) : "";
    }

    String send(int expected, String method, String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest request = request(method, path, body, headers);
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        for (int attempt = 1; answer.statusCode() == UNAVAILABLE && attempt < MOST_ATTEMPTS; attempt++) {
            Thread.sleep(PAUSE);
            answer = client.send(request, BodyHandlers.ofString());
        }
        if (answer.statusCode() != expected) {
            unexpected.incrementAndGet();
            System.err.printf("%s %s was answered %d instead of %d: %s%n", method, path, answer.statusCode(), expected, answer.body());
        }
        return answer.body();
    }

    /** Opens a stream of changes, and reads what comes until the service ends it. */
    void readChanges() {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/api/changes/stream?since=now"))
                .header("Authorization", "Bearer " + token).header("Accept", "text/event-stream").build();
        var _ = client.sendAsync(request, BodyHandlers.discarding());
    }

    private HttpRequest request(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(path)).timeout(PATIENCE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!body.isEmpty()) {
            request.header("Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }
}
