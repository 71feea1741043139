package io.taskledger.bench;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Clients of streams of changes, with a connection each, and no thread. */
final class ChangeReaders implements AutoCloseable {

    private static final Pattern TITLE = Pattern.compile("\"title\":\"(\\d+)\"");
    private static final int PATIENCE_SECONDS = 10;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private final Streaming.Told told;

    ChangeReaders(Streaming.Told told) {
        this.told = told;
    }

    /** Returns when the stream has begun. */
    void open(User user) throws Exception {
        var begun = new CompletableFuture<String>();
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(
                user.request("/api/changes/stream?since=now").build(), BodyHandlers.fromLineSubscriber(new Lines(begun)));
        var _ = answer.exceptionally(failure -> {
            begun.completeExceptionally(failure);
            return null;
        });
        Verdict.require(begun.get(PATIENCE_SECONDS, TimeUnit.SECONDS).startsWith("id: "), "a stream did not begin");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private final class Lines implements Flow.Subscriber<String> {

        private final CompletableFuture<String> begun;

        Lines(CompletableFuture<String> begun) {
            this.begun = begun;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            begun.complete(line);
            if (line.startsWith("data: ")) {
                Matcher title = TITLE.matcher(line);
                Verdict.require(title.find(), "a change without its title: " + line);
                told.arrived(title.group(1));
            }
        }

        @Override
        public void onError(Throwable failure) {
            begun.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            begun.complete("");
        }
    }
}
