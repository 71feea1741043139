package io.taskledger.eventstore;

import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Reads everything, as a consumer does, in a thread of its own, and remembers it. */
final class EventReader implements AutoCloseable {

    private final List<String> texts = Collections.synchronizedList(new ArrayList<>());
    private final Thread thread;
    private volatile boolean closed;

    private EventReader(Reading reading) {
        thread = Thread.ofVirtual().unstarted(() -> {
            try {
                reading.read(this);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** By the pages that projections are fed from, woken by commits. */
    static EventReader ofStream(PostgresEventStore store) {
        var reader = new EventReader(self -> {
            try (EventPages pages = store.pagesAfter(0)) {
                while (!self.closed) {
                    pages.next(Duration.ofMillis(20)).forEach(event -> self.texts.add(EventStoreProcess.text(event)));
                }
            }
        });
        reader.thread.start();
        return reader;
    }

    /** By polling the engine, each time from the last event's token. */
    static EventReader polling(PostgresEventStorageEngine engine) {
        var reader = new EventReader(self -> {
            TrackingToken token = engine.createTailToken();
            while (!self.closed) {
                for (TrackedEventMessage<?> event : engine.readEvents(token, false).toList()) {
                    self.texts.add(EventStoreProcess.text(event));
                    token = event.trackingToken();
                }
                TimeUnit.MILLISECONDS.sleep(2);
            }
        });
        reader.thread.start();
        return reader;
    }

    List<String> texts() {
        synchronized (texts) {
            return List.copyOf(texts);
        }
    }

    int count() {
        return texts.size();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Reading {
        void read(EventReader self) throws InterruptedException;
    }
}
