package io.taskledger.eventstore;

import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * An event store that wakes its readers when this process has committed events; Axon's own leaves a pooled processor to
 * poll every half second. Events of other processes are still found by that poll.
 */
public final class WakingEventStore extends EmbeddedEventStore {

    private final Set<Runnable> sleepers = ConcurrentHashMap.newKeySet();

    public WakingEventStore(EventStorageEngine engine) {
        super(builder().storageEngine(engine).optimizeEventConsumption(false));
    }

    @Override
    protected void afterCommit(List<? extends EventMessage<?>> events) {
        super.afterCommit(events);
        sleepers.forEach(Runnable::run);
    }

    @Override
    public TrackingEventStream openStream(@Nullable TrackingToken token) {
        return new WakingStream(super.openStream(token));
    }

    private final class WakingStream implements TrackingEventStream {

        private final BlockingStream<TrackedEventMessage<?>> events;
        private @Nullable Runnable sleeper;

        WakingStream(BlockingStream<TrackedEventMessage<?>> events) {
            this.events = events;
        }

        @Override
        public boolean setOnAvailableCallback(Runnable callback) {
            sleeper = callback;
            return sleepers.add(callback);
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            return events.peek();
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
            return events.hasNextAvailable(timeout, unit);
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
            return events.nextAvailable();
        }

        @Override
        public void close() {
            if (sleeper != null) {
                sleepers.remove(sleeper);
            }
            events.close();
        }
    }
}
