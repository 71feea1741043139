package io.taskledger.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches a key set from where its issuer publishes it, and from nowhere else: redirects are not followed. */
final class KeySetDownload implements AutoCloseable {

    /** For all of an answer, from the connection to the last byte. */
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** Bytes; a key takes some hundred. */
    private static final long LARGEST = 256 << 10;

    private static final int OK = 200;

    /** HTTP/1.1, for there are servers that are put out by an offer to upgrade to HTTP/2. */
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TIMEOUT)
            .build();
    private final HttpRequest request;

    KeySetDownload(URI location) {
        request = HttpRequest.newBuilder(location).header("Accept", "application/jwk-set+json, application/json").build();
    }

    /** Without a query: it may hold what is not for a log. */
    String location() {
        return request.uri().toString().replaceAll("\\?.*", "");
    }

    /** @throws IOException where there is no answer in time, or one that is no key set */
    KeySet fetch() throws IOException, InterruptedException {
        HttpResponse<String> answer = answer();
        if (answer.statusCode() != OK) {
            throw new IOException("it answered " + answer.statusCode());
        }
        try {
            return KeySet.parse(answer.body());
        } catch (ParseException e) {
            throw new IOException("what it answered is no key set", e);
        }
    }

    /** The client's own time-out would end with the headers of an answer, and leave its body all the time in the world. */
    private HttpResponse<String> answer() throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(UTF_8), LARGEST));
        try {
            return answer.get(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IOException("it did not answer within " + TIMEOUT.toSeconds() + " s", e);
        } finally {
            answer.cancel(true);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
