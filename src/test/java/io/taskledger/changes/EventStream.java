package io.taskledger.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client of a stream of changes, which reads as slowly as it is asked. */
public final class EventStream implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int PATIENCE_SECONDS = 60;

    private final HttpResponse<InputStream> answer;
    private final BufferedReader lines;

    private EventStream(HttpResponse<InputStream> answer) {
        this.answer = answer;
        lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /**
     * Begins to read.
     *
     * @param query with its question mark; may be empty
     * @param lastEventId null where the client comes for the first time
     */
    public static EventStream open(int port, String token, String query, @Nullable String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/changes/stream" + query))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            return new EventStream(HTTP.send(request.build(), BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int status() {
        return answer.statusCode();
    }

    @Nullable String header(String name) {
        return answer.headers().firstValue(name).orElse(null);
    }

    /** The next event, or a comment; null where the stream has ended. */
    @Nullable Event next() throws IOException {
        @Nullable String id = null;
        @Nullable String name = null;
        @Nullable String data = null;
        boolean any = false;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty() && any) {
                return new Event(id, name, data);
            }
            any = true;
            String[] field = line.split(": ?", 2);
            switch (field[0]) {
                case "id" -> id = field[1];
                case "event" -> name = field[1];
                case "data" -> data = field[1];
                default -> assertThat(field[0]).as("a comment").isEmpty();
            }
        }
        assertThat(any).as("an event that was broken off").isFalse();
        return null;
    }

    /** The next event, or a comment, of a stream that has not ended. */
    Event any() throws IOException {
        return Objects.requireNonNull(next(), "the stream has ended");
    }

    /** The next event, which is a change; comments before it are passed over. Whoever waits too long for it waits in vain. */
    public Event change() {
        return soon(() -> {
            Event event = any();
            while (event.isComment()) {
                event = any();
            }
            assertThat(event.name()).isEqualTo("change");
            return event;
        });
    }

    public Event first() {
        return soon(() -> {
            Event first = any();
            assertThat(first.name()).isNull();
            assertThat(first.id()).isNotBlank();
            return first;
        });
    }

    /** Reads on until the stream ends. */
    void expectEnd() {
        var _ = soon(() -> {
            while (next() != null) {
                // what was said before
            }
            return "ended";
        });
    }

    interface Reading<T> {
        T read() throws IOException;
    }

    <T> T soon(Reading<T> reading) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return reading.read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, Thread.ofVirtual()::start).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    String text() throws IOException {
        return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** As a client that goes away: nobody is told. */
    @Override
    public void close() throws IOException {
        answer.body().close();
    }

    public record Event(@Nullable String id, @Nullable String name, @Nullable String data) {

        boolean isComment() {
            return id == null && name == null && data == null;
        }

        public JsonNode json() {
            return Json.read(String.valueOf(data));
        }
    }
}
