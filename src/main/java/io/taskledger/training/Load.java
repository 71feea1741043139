package io.taskledger.training;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Requests of some users at a time, half of them with tokens signed by the secret, half with tokens signed by the key, and then a rebuild
 * and a verification.
 */
final class Load {

    private static final int USERS = 8;
    private static final List<String> PROJECTIONS = List.of("tasks", "audit");
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final URI service;
    private final Issuer issuer;
    private final AtomicLong rounds = new AtomicLong();
    private final AtomicLong unexpected = new AtomicLong();

    Load(URI service, Issuer issuer) {
        this.service = service;
        this.issuer = issuer;
    }

    /** @param end in {@link System#nanoTime()}, of the rounds; each user has one at least */
    void run(long end) throws InterruptedException, GeneralSecurityException {
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> running = new ArrayList<>();
            for (int number = 0; number < USERS; number++) {
                String user = "user-" + number;
                String token = number % 2 == 0 ? issuer.signedWithSecret(user) : issuer.signedWithKey(user);
                var visitor = new Visitor(client, service, token, unexpected);
                visitor.readChanges();
                running.add(users.submit(() -> repeat(new Round(visitor, user), end)));
            }
            var operator = new Visitor(client, service, issuer.signedWithSecret("operator"), unexpected);
            running.forEach(this::await);
            await(users.submit(() -> maintain(operator)));
            client.shutdownNow(); // streams don't end by themselves
        }
        System.err.println("Trained by " + rounds + " rounds, and " + unexpected + " unexpected answers");
    }

    private Void repeat(Round round, long end) throws IOException, InterruptedException {
        do {
            round.run();
            rounds.incrementAndGet();
        } while (System.nanoTime() < end);
        return null;
    }

    /** What fails is told, and the training goes on: a cache of less is better than none. */
    private void await(Future<Void> user) {
        try {
            user.get();
        } catch (ExecutionException e) {
            unexpected.incrementAndGet();
            e.printStackTrace();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Void maintain(Visitor operator) throws IOException, InterruptedException {
        for (String kind : List.of("rebuild", "verify")) {
            for (String projection : PROJECTIONS) {
                String address = "/api/admin/projections/" + projection + "/" + kind;
                operator.send(202, "POST", address, "");
                while (operator.get(address).contains("\"running\"")) {
                    Thread.sleep(PAUSE);
                }
            }
        }
        return null;
    }
}
