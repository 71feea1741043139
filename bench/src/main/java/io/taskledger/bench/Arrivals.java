package io.taskledger.bench;

import io.taskledger.eventstore.PostgresEventStore;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A consumer that waits for events, as a projection does, and notes when it was given each. */
final class Arrivals implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TrackingEventStream stream;
    private final Map<String, Long> at = new ConcurrentHashMap<>();
    private final Thread consumer = Thread.ofPlatform().daemon().name("consumer").unstarted(this::consume);
    private volatile boolean closed;

    private Arrivals(TrackingEventStream stream) {
        this.stream = stream;
    }

    /** Takes all events from now on. */
    static Arrivals of(PostgresEventStore store) {
        TrackingToken head = store.createHeadToken();
        var arrivals = new Arrivals(store.openStream(head));
        arrivals.consumer.start();
        return arrivals;
    }

    private void consume() {
        try {
            while (!closed) {
                if (stream.hasNextAvailable(1, TimeUnit.SECONDS)) {
                    var event = stream.nextAvailable();
                    var _ = event.getPayload();
                    at.put(event.getIdentifier(), WallClock.nanos());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until it has got the event, and so all before it. */
    void await(String event) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!at.containsKey(event)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The event " + event + " never came");
            }
            Thread.sleep(10);
        }
    }

    /** By event. */
    Map<String, Long> at() {
        return at;
    }

    @Override
    public void close() {
        closed = true;
        stream.close();
    }
}
