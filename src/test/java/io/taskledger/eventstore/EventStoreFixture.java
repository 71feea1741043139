package io.taskledger.eventstore;

import com.zaxxer.hikari.HikariDataSource;
import io.taskledger.support.TestPostgres;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.sql.DriverManager;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** An engine on a pool of its own, wired as in the application, for events that only tests know. Several may share a database. */
final class EventStoreFixture implements AutoCloseable {

    private final String url;
    private final HikariDataSource pool = new HikariDataSource();
    private final TransactionManager transactions = new SpringTransactionManager(new JdbcTransactionManager(pool));
    private final PostgresEventStorageEngine engine;

    EventStoreFixture(String url) {
        this(url, TransactionBounds.DEFAULT, format());
    }

    EventStoreFixture(String url, TransactionBounds bounds, EventFormat format) {
        this.url = url;
        pool.setJdbcUrl(url);
        pool.setAutoCommit(false);
        pool.setMaximumPoolSize(24);
        pool.setMinimumIdle(0); // nobody but the test opens connections
        var connections = new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(pool));
        engine = new PostgresEventStorageEngine(
                new EventDatabase(pool, TransactionSynchronizationManager::isActualTransactionActive, connections, bounds), format, EventStoreMonitor.none());
    }

    /** The URL of a database that has the tables and no events. */
    static String newDatabase() {
        return migrated(TestPostgres.newDatabase());
    }

    static String migrated(String url) {
        Flyway.configure().dataSource(url, null, null).load().migrate();
        return url;
    }

    static EventFormat format() {
        return EventFormat.of(new NamedEventSerializer(
                new EventNames(Stream.of(Noted.class, Counted.class), Class::getSimpleName)));
    }

    String url() {
        return url;
    }

    PostgresEventStorageEngine engine() {
        return engine;
    }

    /** On the engine; whoever starts it closes it. */
    PostgresEventStore startStore() {
        return startStore(url, EventStoreMonitor.none());
    }

    PostgresEventStore startStore(String directUrl, EventStoreMonitor monitor) {
        return PostgresEventStore.start(engine, () -> DriverManager.getConnection(directUrl), monitor);
    }

    TransactionManager transactions() {
        return transactions;
    }

    /** In the current transaction of the engine, on its pool. */
    JdbcClient sqlInside() {
        return JdbcClient.create(pool);
    }

    /** Beside the engine: each statement on a connection of its own. */
    JdbcClient sqlBeside() {
        return JdbcClient.create(new DriverManagerDataSource(url));
    }

    static String newAggregate() {
        return UUID.randomUUID().toString();
    }

    static DomainEventMessage<?> event(String aggregate, long sequenceNumber) {
        return event(aggregate, sequenceNumber, new Noted("event " + sequenceNumber));
    }

    static DomainEventMessage<?> event(String aggregate, long sequenceNumber, Object payload) {
        return event(aggregate, sequenceNumber, payload, Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    static DomainEventMessage<?> event(String aggregate, long sequenceNumber, Object payload, Instant time) {
        return new GenericDomainEventMessage<>(
                "Note", aggregate, sequenceNumber, payload, MetaData.emptyInstance(), UUID.randomUUID().toString(), time);
    }

    /** From the version on. */
    static List<DomainEventMessage<?>> events(String aggregate, long firstSequenceNumber, int count) {
        return LongStream.range(firstSequenceNumber, firstSequenceNumber + count)
                .<DomainEventMessage<?>>mapToObj(sequenceNumber -> event(aggregate, sequenceNumber))
                .toList();
    }

    /** One that is no aggregate's. */
    static EventMessage<?> eventOfNoAggregate(Object payload) {
        return new GenericEventMessage<>(payload);
    }

    static List<String> identifiers(Stream<? extends EventMessage<?>> events) {
        return events.<String>map(EventMessage::getIdentifier).toList();
    }

    static List<String> identifiers(List<? extends EventMessage<?>> events) {
        return identifiers(events.stream());
    }

    static List<Object> payloads(Stream<? extends EventMessage<?>> events) {
        return events.<Object>map(EventMessage::getPayload).toList();
    }

    @Override
    public void close() {
        pool.close();
    }

    record Noted(String text) {}

    record Counted(int number) {}
}
