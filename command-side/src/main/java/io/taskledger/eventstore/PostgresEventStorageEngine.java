package io.taskledger.eventstore;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Events in PostgreSQL, strictly ordered: a position is a plain number, and whoever reads sees every event once, in the order of
 * positions, and passes none, in whatever order transactions commit ({@link HighWaterMark} says why). Payload and metadata are
 * jsonb. Any number of engines, in any number of processes, may work on one database.
 *
 * <p>It needs the tables {@code domain_event_entry}, {@code snapshot_event_entry} and {@code event_store_epoch}. Failures leave as Axon's exceptions, in whose
 * messages there is nothing of an event.
 */
public final class PostgresEventStorageEngine implements EventStorageEngine {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresEventStorageEngine.class);
    private static final int PAGE = 500;
    private static final String LAST_POSITION = PostgresEventStorageEngine.class.getName() + ".lastPosition";
    private static final String EPOCH = PostgresEventStorageEngine.class.getName() + ".epoch";

    private final EventDatabase database;
    private final EventFormat format;
    private final EventStoreMonitor monitor;
    private final EventAppender appender;
    private final GroupedAppends groups;
    private final AggregateEvents aggregates;
    private final SnapshotTable snapshots;
    private final PostgresEventTable table;
    private final HighWaterMark highWater;

    public PostgresEventStorageEngine(EventDatabase database, EventFormat format, EventStoreMonitor monitor) {
        this.database = database;
        this.format = format;
        this.monitor = monitor;
        appender = new EventAppender(database.bounds());
        groups = new GroupedAppends(database, appender);
        aggregates = new AggregateEvents(database);
        snapshots = new SnapshotTable(database, format.serializer());
        table = new PostgresEventTable(database);
        highWater = new HighWaterMark(table);
    }

    /** The position of the last event that was appended, or read of an aggregate, in the unit of work, also after its commit; nothing where none was. */
    public static OptionalLong lastPosition(UnitOfWork<?> work) {
        Long position = work.root().getResource(LAST_POSITION);
        return position == null ? OptionalLong.empty() : OptionalLong.of(position);
    }

    /**
     * The name of the epoch in which the unit of work has read or appended events, empty for the first epoch; nothing where it has done neither. What a
     * unit of work has read in one epoch it does not append in another.
     */
    public static Optional<String> epoch(UnitOfWork<?> work) {
        return Optional.ofNullable(work.root().getResource(EPOCH));
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        if (!events.isEmpty()) {
            String read = CurrentUnitOfWork.map(PostgresEventStorageEngine::epoch).flatMap(epoch -> epoch).orElse(null);
            Appended appended = append(events, read);
            noteInUnitOfWork(appended.position());
            noteInUnitOfWork(appended.epoch());
        }
    }

    /**
     * Appends the events, at least one: all of them, or none. In the caller's transaction, if there is one; otherwise they are
     * committed when this returns, maybe together with what other threads append.
     *
     * @return the position of the last
     * @throws org.axonframework.modelling.command.AggregateStreamCreationException where the first would begin an aggregate that is there
     * @throws org.axonframework.modelling.command.ConcurrencyException where an event has a version that is taken
     */
    public long append(List<? extends EventMessage<?>> events) {
        return append(events, null).position();
    }

    private Appended append(List<? extends EventMessage<?>> events, @Nullable String epoch) {
        long start = System.nanoTime();
        var commit = new Commit(events.stream().map(event -> StoredEvent.of(event, format.serializer())).toList(), epoch);
        Optional<Appended> appended = database.inTransaction().getAsBoolean()
                ? database.inCallersTransaction("appending events", connection -> append(connection, commit))
                : groups.append(commit);
        if (appended.isEmpty()) {
            monitor.conflicted();
            throw EventStoreFailures.conflict(events.getFirst());
        }
        monitor.appended(events.size(), Duration.ofNanos(System.nanoTime() - start));
        return appended.get();
    }

    private static void noteInUnitOfWork(long position) {
        CurrentUnitOfWork.ifStarted(work -> work.root().resources().merge(LAST_POSITION, position, (one, other) -> Math.max((Long) one, (Long) other)));
    }

    private static void noteInUnitOfWork(String epoch) {
        CurrentUnitOfWork.ifStarted(work -> work.root().resources().put(EPOCH, epoch));
    }

    private Optional<Appended> append(Connection connection, Commit commit) throws SQLException {
        try {
            return appender.append(connection, List.of(commit)).getFirst();
        } catch (SQLException e) {
            if (EventStoreFailures.isConflict(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
        return domainEvents(aggregates.from(aggregateIdentifier, firstSequenceNumber));
    }

    /** Its snapshot, where there is one that can be used, and the events that it lacks. */
    DomainEventStream load(String aggregateIdentifier) {
        AggregateEvents.Loaded loaded = aggregates.load(aggregateIdentifier);
        if (loaded.epoch() != null) {
            noteInUnitOfWork(loaded.epoch());
        }
        if (loaded.snapshot() == null) {
            return domainEvents(loaded.events());
        }
        Optional<DomainEventMessage<?>> snapshot = usable(loaded.snapshot());
        return snapshot.isPresent()
                ? DomainEventStream.concat(DomainEventStream.of(snapshot.get()), domainEvents(loaded.events()))
                : readEvents(aggregateIdentifier);
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String aggregateIdentifier) {
        return aggregates.lastSequenceNumber(aggregateIdentifier);
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        snapshots.store(snapshot);
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
        return Optional.ofNullable(aggregates.snapshot(aggregateIdentifier)).flatMap(this::usable);
    }

    /** A snapshot that can't be read is only a loss of time: the events are there. */
    private Optional<DomainEventMessage<?>> usable(StoredEvent snapshot) {
        try {
            DomainEventStream read = format.snapshots().allow(snapshot) ? domainEvents(Stream.of(snapshot)) : DomainEventStream.empty();
            if (read.hasNext()) {
                DomainEventMessage<?> message = read.next();
                message.getPayload();
                return Optional.of(message);
            }
        } catch (RuntimeException e) {
            LOG.warn("The snapshot of aggregate {} can't be read ({}): its events are read instead",
                    snapshot.aggregateIdentifier(), e.getClass().getName()); // what it says may quote the snapshot
        }
        return Optional.empty();
    }

    /** Reads until there is no further event that may be delivered; never blocks. */
    @Override
    public Stream<TrackedEventMessage<?>> readEvents(@Nullable TrackingToken trackingToken, boolean mayBlock) {
        OrderedReader reader = readerAfter(trackingToken);
        return trackedEvents(Stream.generate(() -> nextOrDecided(reader)).takeWhile(page -> !page.isEmpty()).flatMap(List::stream));
    }

    /** A hole whose writer has gone is passed at once. */
    private static List<StoredEvent> nextOrDecided(OrderedReader reader) {
        List<StoredEvent> page = reader.next(PAGE);
        return page.isEmpty() && reader.isAtHole() ? reader.next(PAGE) : page;
    }

    /** A reader of the events after the token. */
    OrderedReader readerAfter(@Nullable TrackingToken token) {
        return new OrderedReader(table, highWater, position(token));
    }

    private static long position(@Nullable TrackingToken token) {
        return switch (WrappedToken.unwrapLowerBound(token)) {
            case null -> 0;
            case GlobalSequenceTrackingToken plain -> plain.getGlobalIndex();
            case TrackingToken other -> throw new IllegalArgumentException(
                    "A position in this event store is a GlobalSequenceTrackingToken, and not a " + other.getClass().getSimpleName());
        };
    }

    Stream<TrackedEventMessage<?>> trackedEvents(Stream<StoredEvent> events) {
        return EventUtils.upcastAndDeserializeTrackedEvents(events.map(StoredEvent::tracked), format.serializer(), format.upcasters());
    }

    private DomainEventStream domainEvents(Stream<StoredEvent> events) {
        return EventStreamUtils.upcastAndDeserializeDomainEvents(events.peek(event -> noteInUnitOfWork(event.position())), format.serializer(), format.upcasters());
    }

    /** Before the first event. */
    @Override
    public TrackingToken createTailToken() {
        return new GlobalSequenceTrackingToken(0);
    }

    /** At the last event that can be delivered now. */
    @Override
    public TrackingToken createHeadToken() {
        return new GlobalSequenceTrackingToken(highWater.head());
    }

    /** Before the first event of the time or later; at the head where there is none. */
    @Override
    public TrackingToken createTokenAt(Instant dateTime) {
        long head = highWater.head();
        return new GlobalSequenceTrackingToken(Math.min(head, table.lastBefore(dateTime).orElse(head)));
    }

    UUID epochId() {
        return table.epochId();
    }

    HighWaterMark highWater() {
        return highWater;
    }

    EventDatabase database() {
        return database;
    }
}
