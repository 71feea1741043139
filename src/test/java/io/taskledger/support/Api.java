package io.taskledger.support;

import com.fasterxml.uuid.Generators;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** A client of the service. Whatever it is answered, it holds against the service's own OpenAPI document. */
public final class Api {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final IntSupplier port;
    private final List<String> headers;
    private final Contract contract;

    private Api(IntSupplier port, List<String> headers, Contract contract) {
        this.port = port;
        this.headers = headers;
        this.contract = contract;
    }

    public static Api on(IntSupplier port) {
        return new Api(port, List.of(), new Contract(() -> fetch(port, "/v3/api-docs")));
    }

    /** As a user that no other test knows. */
    public Api asSomeone() {
        return as("user-" + Generators.timeBasedEpochGenerator().generate());
    }

    public Api as(String user) {
        return withToken(Tokens.of(user));
    }

    public Api withToken(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public Api with(String header, String value) {
        List<String> all = new ArrayList<>(headers);
        all.add(header);
        all.add(value);
        return new Api(port, all, contract);
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path) {
        return send("POST", path, null);
    }

    public Answer post(String path, String json) {
        return send("POST", path, json);
    }

    public Answer patch(String path, String json) {
        return send("PATCH", path, json);
    }

    public Answer put(String path, String json) {
        return send("PUT", path, json);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /** A new task with the title, which is in the answer. */
    public Answer create(String title) {
        return post("/api/tasks", Json.object("title", title)).expect(201);
    }

    public Answer send(String method, String path, @Nullable String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port.getAsInt() + path))
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (json != null && !headers.contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.size(); i += 2) {
            request.header(headers.get(i), headers.get(i + 1));
        }
        return contract.check(method, path, exchange(request.build()));
    }

    private static Answer exchange(HttpRequest request) {
        try {
            return new Answer(HTTP.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String fetch(IntSupplier port, String path) {
        return exchange(HttpRequest.newBuilder(URI.create("http://localhost:" + port.getAsInt() + path)).build()).body();
    }

    @TestConfiguration
    public static class Factory {

        @Bean
        @Lazy
        Api api(Environment environment) {
            return on(() -> environment.getRequiredProperty("local.server.port", Integer.class));
        }
    }
}
