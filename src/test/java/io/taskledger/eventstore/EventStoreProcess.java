package io.taskledger.eventstore;

import io.taskledger.eventstore.EventStoreFixture.Noted;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** An event store as one process has it, listening and polling. What it stores are texts. */
final class EventStoreProcess implements AutoCloseable, EventStoreMonitor {

    private final Map<WakeUpCause, LongAdder> wakeUps = new ConcurrentHashMap<>();
    private final EventStoreFixture fixture;
    final TransactionTemplate transactions;
    final JdbcTemplate sql;
    final PostgresEventStorageEngine engine;
    final PostgresEventStore store;

    EventStoreProcess(String url) {
        this(url, url);
    }

    EventStoreProcess(String url, String directUrl) {
        fixture = new EventStoreFixture(url);
        engine = fixture.engine();
        sql = new JdbcTemplate(engine.database().statements());
        transactions = new TransactionTemplate(new JdbcTransactionManager(engine.database().statements()));
        store = fixture.startStore(directUrl, this);
    }

    static DomainEventMessage<?> event(String aggregate, long sequenceNumber, String text) {
        return EventStoreFixture.event(aggregate, sequenceNumber, new Noted(text));
    }

    static String text(TrackedEventMessage<?> event) {
        return ((Noted) event.getPayload()).text();
    }

    /** Appends one event of an aggregate of its own, commits, and tells who waits. */
    void note(String text) {
        DomainEventMessage<?> event = event(text, 0, text);
        engine.append(List.of(event));
        store.afterCommit(List.of(event));
    }

    /** What is stored, in the order of positions. */
    List<String> texts() {
        return transactions.execute(_ -> sql.queryForList("select payload ->> 'text' from domain_event_entry order by global_index", String.class));
    }

    /** How often it has woken its readers for this. */
    long wakeUps(WakeUpCause cause) {
        LongAdder count = wakeUps.get(cause);
        return count == null ? 0 : count.sum();
    }

    @Override
    public void appended(int events, Duration took) {}

    @Override
    public void conflicted() {}

    @Override
    public void woke(WakeUpCause cause) {
        wakeUps.computeIfAbsent(cause, _ -> new LongAdder()).increment();
    }

    @Override
    public void close() {
        store.close();
        fixture.close();
    }
}
