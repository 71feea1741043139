package io.taskledger.bench;

import io.taskledger.bench.Clients.Traffic;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;

/**
 * Clients with a connection and a turn each, whatever the service answers: a request's time is taken from when it was due, so that one that
 * waits for the answer before it counts as slow, too.
 *
 * @param period from one request of a client to its next; the clients' turns are spread evenly over it
 */
record PacedClients(URI service, int count, Duration period) {

    private static final int OPENED_AT_ONCE = 100;

    /** So many requests a second, all clients together. */
    static PacedClients at(double perSecond, URI service, int count) {
        return new PacedClients(service, count, Duration.ofNanos((long) (count * 1e9 / perSecond)));
    }

    interface Turn {
        /** Returns the answer's status. */
        int take(HttpConnection connection, int client, long turn) throws IOException;
    }

    /** All connections are open before the first request, and stay open until the last. */
    Traffic run(Duration time, Turn turn) throws InterruptedException, ExecutionException {
        var failures = new ConcurrentLinkedQueue<String>();
        List<HttpConnection> connections = open(failures);
        long start = System.nanoTime();
        var all = LongStream.builder();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<long[]>> clients = new ArrayList<>();
            for (int client = 0; client < connections.size(); client++) {
                int number = client;
                long first = start + period.toNanos() / count * number;
                clients.add(executor.submit(() -> turns(connections.get(number), number, first, start + time.toNanos(), turn, failures)));
            }
            for (Future<long[]> client : clients) {
                LongStream.of(client.get()).forEach(all);
            }
        } finally {
            connections.forEach(PacedClients::close);
        }
        return new Traffic((System.nanoTime() - start) / 1e9, Percentiles.of(all.build().toArray()), List.copyOf(failures));
    }

    private long[] turns(
            HttpConnection connection, int client, long first, long end, Turn turn, ConcurrentLinkedQueue<String> failures)
            throws InterruptedException {
        var took = LongStream.builder();
        long number = 0;
        for (long due = first; due < end; due += period.toNanos()) {
            Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            try {
                int status = turn.take(connection, client, number++);
                took.add(System.nanoTime() - due);
                if (status >= 400) {
                    failures.add("status " + status);
                }
            } catch (IOException e) {
                failures.add("" + e);
                break; // the connection is good for nothing more
            }
        }
        return took.build().toArray();
    }

    private List<HttpConnection> open(ConcurrentLinkedQueue<String> failures) throws InterruptedException {
        var connections = new ConcurrentLinkedQueue<HttpConnection>();
        var places = new Semaphore(OPENED_AT_ONCE);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                places.acquire();
                executor.execute(() -> {
                    try {
                        connections.add(HttpConnection.open(service));
                    } catch (IOException e) {
                        failures.add("" + e);
                    } finally {
                        places.release();
                    }
                });
            }
        }
        return List.copyOf(connections);
    }

    private static void close(HttpConnection connection) {
        try {
            connection.close();
        } catch (IOException _) {
            // it is closed, then
        }
    }
}
