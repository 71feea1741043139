package io.taskledger.identity;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches a key set from where its issuer publishes it, and from nowhere else: {@link Redirect} says which redirects are followed. */
final class KeySetDownload implements AutoCloseable {

    /** For all of an answer, from the first connection to the last byte, redirects included. */
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** Bytes; a key takes some hundred. */
    private static final long LARGEST = 256 << 10;

    private static final int MOST_REDIRECTS = 3;

    private static final int OK = 200;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /** HTTP/1.1, for there are servers that are put out by an offer to upgrade to HTTP/2. */
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TIMEOUT)
            .build();
    private final URI location;

    KeySetDownload(URI location) {
        this.location = location;
    }

    /** Without a query: it may hold what is not for a log. */
    String location() {
        return Redirect.withoutQuery(location);
    }

    /** @throws IOException where there is no answer in time, or one that is no key set with a key that can be used */
    KeySet fetch() throws IOException, InterruptedException {
        KeySet keys = parse(answer().body());
        if (keys.keys().isEmpty()) {
            throw new IOException("the key set that it answered has no key that can be used");
        }
        return keys;
    }

    private static KeySet parse(byte[] body) throws IOException {
        try {
            return KeySet.parse(body);
        } catch (ParseException e) {
            throw new IOException("what it answered is no key set", e);
        }
    }

    private HttpResponse<byte[]> answer() throws IOException, InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        URI at = location;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpResponse<byte[]> answer = answer(at, end - System.nanoTime());
            if (!REDIRECTS.contains(answer.statusCode())) {
                return successful(answer);
            }
            at = Redirect.follow(at, answer.headers().firstValue("Location").orElse(""));
        }
        throw new IOException("it redirects more than " + MOST_REDIRECTS + " times");
    }

    private static HttpResponse<byte[]> successful(HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() != OK) {
            throw new IOException("it answered " + answer.statusCode());
        }
        return answer;
    }

    /** The client's own time-out would end with the headers of an answer, and leave its body all the time in the world. */
    private HttpResponse<byte[]> answer(URI at, long nanos) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(at).header("Accept", "application/jwk-set+json, application/json").build();
        BodyHandler<byte[]> body = BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST);
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, body);
        try {
            return answer.get(nanos, TimeUnit.NANOSECONDS);
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
