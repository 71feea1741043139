package io.taskledger.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.axonframework.eventsourcing.eventstore.EventStoreException;

import java.util.ArrayList;
import java.util.List;

/** A reader that remembers what it was given. */
final class CheckedReader {

    private final ModelEventTable table;
    private final OrderedReader reader;
    private final long start;
    private final List<StoredEvent> delivered = new ArrayList<>();
    private boolean reading;
    private boolean beyondTheEnd;

    CheckedReader(ModelEventTable table, HighWaterMark highWater, long start) {
        this.table = table;
        this.start = start;
        reader = new OrderedReader(table, highWater, start);
    }

    /** Calls of one reader don't overlap. */
    void read(int limit) {
        if (!reading) {
            reading = true;
            try {
                reader.next(limit).forEach(this::take);
            } catch (EventStoreException _) {
                // as in production: it asks again
            } finally {
                reading = false;
            }
        }
    }

    private void take(StoredEvent event) {
        assertThat(event.position()).as("the position after %d", position()).isGreaterThan(position());
        beyondTheEnd |= table.hasLostAtTheEnd(event);
        delivered.add(event);
    }

    /** No promise is made to who has read what a failover lost, where positions after that are drawn again. */
    void failedOver() {
        beyondTheEnd |= position() > table.last();
    }

    boolean isPromisedAnything() {
        return !beyondTheEnd;
    }

    long position() {
        return delivered.isEmpty() ? start : delivered.getLast().position();
    }

    /** What it was given, and was not lost since, is all that there is up to where it stands. */
    void missesNothing() {
        assertThat(delivered.stream().filter(event -> event.equals(table.visible().get(event.position()))).toList())
                .isEqualTo(List.copyOf(table.visible().subMap(start, false, Math.max(start, position()), true).values()));
    }

    /** With pages of that size. */
    int callsToReach(long last, int limit) {
        int calls = 0;
        while (position() < last && calls < 1_000) {
            read(limit);
            calls++;
        }
        return calls;
    }
}
