package io.taskledger.eventstore;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Axon's event store on a {@link PostgresEventStorageEngine}: whoever waits for events is woken within a millisecond of a commit
 * in this process, within some of one in another, and every {@value #POLL_MILLIS} ms whatever happens.
 */
public final class PostgresEventStore extends AbstractEventStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresEventStore.class);
    private static final long POLL_MILLIS = 450;

    private final PostgresEventStorageEngine engine;
    private final WakeUps wakeUps;
    private final EventStoreMonitor monitor;
    private final Notifications notifications;
    /** What is due when it has been closed is dropped: a commit must not fail for it. */
    private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("event-store-timer").factory(), new ThreadPoolExecutor.DiscardPolicy());

    private final ExecutorService statements = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean refused;
    private volatile Future<?> polling = cancelled();

    private PostgresEventStore(
            PostgresEventStorageEngine engine, DirectConnection direct, EventStoreMonitor monitor, Map<String, Consumer<String>> channels) {
        super(new Builder().storageEngine(engine));
        this.engine = engine;
        this.monitor = monitor;
        wakeUps = new WakeUps(timer, monitor);
        notifications = new Notifications(
                direct, engine.database().statements(), timer, statements, () -> wakeUps.wake(WakeUpCause.NOTIFICATION), channels,
                monitor::listened);
    }

    /**
     * Starts to listen and to poll, in threads of its own.
     *
     * @param direct for {@code LISTEN}; where it leads through a transaction pooler all the same, polling has to do
     */
    public static PostgresEventStore start(PostgresEventStorageEngine engine, DirectConnection direct, EventStoreMonitor monitor) {
        return start(engine, direct, monitor, Map.of());
    }

    /**
     * The same, and hears on its one connection what else is said to this process. Nothing is promised of it: what comes while
     * that connection is broken is not heard.
     *
     * @param channels of {@code NOTIFY}, plain identifiers; and who is given what is said on them, in the listening thread
     */
    public static PostgresEventStore start(
            PostgresEventStorageEngine engine, DirectConnection direct, EventStoreMonitor monitor, Map<String, Consumer<String>> channels) {
        var store = new PostgresEventStore(engine, direct, monitor, channels);
        store.resume();
        return store;
    }

    /** Listens and polls again after {@link #pause}. */
    public synchronized void resume() {
        if (isPaused()) {
            polling = timer.scheduleWithFixedDelay(this::poll, 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
            notifications.start();
        }
    }

    /** Neither listens nor polls from now on, and keeps no connection: whoever still reads is not woken. Events can be appended and read as before. */
    public synchronized void pause() {
        polling.cancel(false);
        notifications.close();
        monitor.closed();
    }

    public boolean isPaused() {
        return polling.isCancelled();
    }

    /** Whether nothing that {@link #pause} ended is still under way. */
    public boolean isQuiet() {
        return !looking.get() && notifications.hasEnded();
    }

    private static Future<?> cancelled() {
        var future = new CompletableFuture<Void>();
        var _ = future.cancel(false);
        return future;
    }

    /** The timer would keep an error to itself, and poll no more. */
    private void poll() {
        try {
            pollUnlessPaused();
        } catch (Error e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            throw e;
        }
    }

    private synchronized void pollUnlessPaused() {
        if (isPaused()) {
            return;
        }
        if (looking.compareAndSet(false, true)) {
            statements.execute(this::lookAndWake);
        } else {
            wakeUps.wake(WakeUpCause.POLL); // what hangs there may be one connection alone
        }
    }

    /** In this order: a stream that the look found at the last event need not read. */
    private void lookAndWake() {
        try {
            look();
        } finally {
            looking.set(false);
            wakeUps.wake(WakeUpCause.POLL);
        }
    }

    /** So that this process knows the head, and how long holes stay open, whether or not it has readers. */
    private void look() {
        try {
            var _ = engine.highWater().look();
            if (oldestHole().toMillis() > POLL_MILLIS) {
                engine.highWater().closeUp();
            }
            refused = false;
            if (!isPaused()) { // otherwise no look is expected
                monitor.looked();
            }
        } catch (EventStoreException e) {
            if (!refused) {
                LOG.warn("Nobody can say up to where events are complete: {}", e.getMessage());
            }
            refused = true;
        }
    }

    @Override
    protected void afterCommit(List<? extends EventMessage<?>> events) {
        wakeUps.wake(WakeUpCause.COMMIT);
        notifications.say();
    }

    /** One round trip, unless its history is long. */
    @Override
    public DomainEventStream readEvents(String aggregateIdentifier) {
        return DomainEventStream.concat(
                engine.load(aggregateIdentifier), DomainEventStream.of(stagedDomainEventMessages(aggregateIdentifier)));
    }

    /**
     * @throws EventStoreException where the token is beyond the last event: the store was restored from an older backup, or the
     *         token is of another one
     */
    @Override
    public TrackingEventStream openStream(@Nullable TrackingToken token) {
        return open(token);
    }

    /**
     * The events after a position, for a consumer that takes them a page at a time.
     *
     * @throws EventStoreException as {@link #openStream}
     */
    public EventPages pagesAfter(long position) {
        return open(new GlobalSequenceTrackingToken(position));
    }

    private EventStream open(@Nullable TrackingToken token) {
        OrderedReader reader = engine.readerAfter(token);
        String incarnation = engine.highWater().look().incarnation();
        if (reader.position() > lastPosition()) {
            throw new EventStoreException("A reader stands at position %d, but the last event is %d: the event store was restored from an"
                    .formatted(reader.position(), lastPosition())
                    + " older backup, or the position is one of another store. Reset the reader, and begin a new epoch:"
                    + " select new_event_store_epoch()");
        }
        var stream = new EventStream(engine, reader, incarnation, wakeUps, statements);
        wakeUps.add(stream);
        return stream;
    }

    /** Changes when an operator says that positions were used again, after a restore from an older backup. */
    public UUID epochId() {
        return engine.epochId();
    }

    /** The position of the last event that was committed, a moment ago at most; events before it may still be waited for. */
    public long lastPosition() {
        return engine.highWater().last();
    }

    /** The position up to which everything can be delivered, as it was a moment ago. */
    public long headPosition() {
        return engine.highWater().mark().position();
    }

    /** For how long some position before the last event has been open, so that readers wait before it; exact to half a second. */
    public Duration oldestHole() {
        return engine.highWater().undecidedFor();
    }

    /** Whether other processes' commits wake this one at once. */
    public boolean isListening() {
        return notifications.isHearing();
    }

    @Override
    public void close() {
        notifications.close();
        wakeUps.close();
        timer.shutdownNow();
        statements.shutdown();
        monitor.closed();
    }

    private static final class Builder extends AbstractEventStore.Builder {}
}
