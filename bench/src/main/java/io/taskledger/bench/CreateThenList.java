package io.taskledger.bench;

import io.taskledger.bench.User.Created;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Clients who create a task on one instance, and then list theirs on the other, in turn: whether what they created is there. */
record CreateThenList(Service one, Service other) {

    private static final int CLIENTS = 16;
    private static final int PAIRS = 10_000;

    void table() throws Exception {
        System.out.printf("%n%d clients create on one instance and list on the other, in turn%n%n", CLIENTS);
        var missed = new AtomicLong();
        var early = new AtomicLong();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                String user = "pair-" + client;
                clients.add(executor.submit(() -> {
                    pairs(user, missed, early);
                    return null;
                }));
            }
            for (Future<?> client : clients) {
                var _ = client.get();
            }
        }
        new MarkdownTable("pairs", "missed", "answered before readable").row(Cells.count((long) PAIRS), "" + missed, "" + early);
        Verdict.require(missed.get() == 0, missed + " lists did not show what had been answered as readable");
    }

    private void pairs(String user, AtomicLong missed, AtomicLong early) throws Exception {
        User writer = User.named(user, one);
        User reader = User.named(user, other);
        for (int pair = 0; pair < PAIRS / CLIENTS; pair++) {
            Created task = writer.create();
            if (!task.readable()) {
                early.incrementAndGet();
            } else if (!reader.list().contains(task.id())) {
                missed.incrementAndGet();
            }
            User before = writer;
            writer = reader;
            reader = before;
        }
    }
}
