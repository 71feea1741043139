package io.taskledger.eventstore;

import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Events as one consumer takes them: it reads only when there may be some, and while there are many, the next page is read while
 * the consumer works on the last one. Any thread may wake or close it; all else is the consumer's.
 */
final class EventStream implements TrackingEventStream, EventPages {

    private static final int PAGE = 500;

    /** Commits wake a stream that stands before a hole for so long; for a hole that stays, its own looks have to do. */
    private static final Duration PROMPT = Duration.ofMillis(50);

    /** A look that a poll has just made is younger; an older one says nothing. */
    private static final Duration JUST_NOW = Duration.ofMillis(250);

    private final PostgresEventStorageEngine engine;
    private final OrderedReader reader;
    private final String incarnation;
    private final WakeUps wakeUps;
    private final ExecutorService readers;

    private final Deque<TrackedEventMessage<?>> events = new ArrayDeque<>();
    private @Nullable RuntimeException failure;
    private @Nullable Future<List<StoredEvent>> nextPage;
    private long atHoleSince;

    private final AtomicBoolean news = new AtomicBoolean(true);
    private final AtomicBoolean retrying = new AtomicBoolean();
    private final Semaphore bell = new Semaphore(0);
    private volatile boolean stuck;
    private volatile boolean closed;

    EventStream(PostgresEventStorageEngine engine, OrderedReader reader, String incarnation, WakeUps wakeUps, ExecutorService readers) {
        this.engine = engine;
        this.incarnation = incarnation;
        this.reader = reader;
        this.wakeUps = wakeUps;
        this.readers = readers;
    }

    /** There may be more to read. One call is enough until that has been done. */
    void wake(WakeUpCause cause) {
        if (cause == WakeUpCause.HOLE) {
            retrying.set(false);
        } else if (stuck || (cause == WakeUpCause.POLL && hasReadAll())) {
            return;
        }
        if (news.compareAndSet(false, true)) {
            bell.release();
        }
    }

    private boolean hasReadAll() {
        return engine.highWater().wasLast(reader.position(), JUST_NOW) && isSameServer();
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return fill() ? Optional.of(events.element()) : Optional.empty();
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        long deadline = System.nanoTime() + unit.toNanos(timeout);
        while (!fill()) {
            if (closed || !bell.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (!hasNextAvailable(1, TimeUnit.SECONDS)) {
            if (closed) {
                throw new IllegalStateException("The stream has been closed");
            }
        }
        return events.remove();
    }

    @Override
    public List<TrackedEventMessage<?>> next(Duration patience) throws InterruptedException {
        if (!hasNextAvailable((int) patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return List.of();
        }
        List<TrackedEventMessage<?>> page = List.copyOf(events);
        events.clear();
        return page;
    }

    @Override
    public void close() {
        closed = true;
        wakeUps.remove(this);
        bell.release();
    }

    private boolean fill() {
        while (events.isEmpty() && failure == null && !closed && (nextPage != null || reader.hasMore() || takeNews())) {
            if (isSameServer()) {
                take(read());
                prepareForMore();
            } else {
                failure = new EventStoreException("PostgreSQL was restarted, or another has taken its place: readers begin anew at their positions");
            }
        }
        if (events.isEmpty() && failure != null) {
            throw failure; // from now on, so that nobody reads on behind what failed
        }
        return !events.isEmpty();
    }

    /** Another may lack events that were read here, and give their positions to others: whoever reads has to ask if its own is still good. */
    private boolean isSameServer() {
        String now = engine.highWater().mark().incarnation();
        return now.isEmpty() || now.equals(incarnation);
    }

    /** What an upcaster makes of one event has one token, and is handed over together or not at all. */
    private void take(List<StoredEvent> page) {
        var upcasting = new AtomicReference<@Nullable StoredEvent>();
        try {
            engine.trackedEvents(page.stream().peek(upcasting::set)).forEachOrdered(events::add);
        } catch (RuntimeException e) {
            failure = e;
            StoredEvent failed = upcasting.get();
            events.removeIf(event -> failed != null && event.trackingToken().equals(failed.tracked().trackingToken()));
        }
    }

    private boolean takeNews() {
        bell.drainPermits();
        return news.getAndSet(false);
    }

    private List<StoredEvent> read() {
        Future<List<StoredEvent>> ahead = nextPage;
        nextPage = null;
        try {
            return ahead == null ? reader.next(PAGE) : take(ahead);
        } catch (InterruptedException e) {
            nextPage = ahead; // it will still come
            Thread.currentThread().interrupt();
            throw new EventStoreException("Reading events was interrupted", e);
        } catch (RuntimeException e) {
            news.set(true); // there still may be some: the next call tries again
            throw e;
        }
    }

    private void prepareForMore() {
        if (reader.isAtHole()) {
            retryAtHole();
        } else {
            leaveHole();
        }
        if (reader.hasMore()) {
            nextPage = readers.submit(() -> reader.next(PAGE)); // which has the reader until it is taken
        }
    }

    private void leaveHole() {
        atHoleSince = 0;
        if (stuck) {
            stuck = false;
            news.set(true); // a commit may have called in vain
        }
    }

    private static <T> T take(Future<T> result) throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new EventStoreException("Reading events failed", e.getCause());
        }
    }

    private void retryAtHole() {
        long now = System.nanoTime();
        atHoleSince = atHoleSince == 0 ? now : atHoleSince;
        stuck = now - atHoleSince > PROMPT.toNanos();
        if (retrying.compareAndSet(false, true)) {
            wakeUps.retry(this, reader.pause());
        }
    }
}
