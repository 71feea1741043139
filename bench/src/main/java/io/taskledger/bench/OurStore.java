package io.taskledger.bench;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.zaxxer.hikari.HikariDataSource;
import io.taskledger.eventstore.EventDatabase;
import io.taskledger.eventstore.EventFormat;
import io.taskledger.eventstore.EventNames;
import io.taskledger.eventstore.EventStoreMonitor;
import io.taskledger.eventstore.NamedEventSerializer;
import io.taskledger.eventstore.PostgresEventStorageEngine;
import io.taskledger.eventstore.PostgresEventStore;
import io.taskledger.eventstore.TransactionBounds;
import io.taskledger.kernel.TaskEvent;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.util.stream.Stream;

/** The event store on a pool of its own, wired as the service wires it. */
record OurStore(PostgresEventStorageEngine engine, Database database, HikariDataSource pool)
        implements AutoCloseable {

    static OurStore on(Database database, int connections) {
        HikariDataSource pool = database.pool(connections, "public");
        var lazy = new LazyConnectionDataSourceProxy(pool);
        var connectionOfTransaction = new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(lazy));
        var engine = new PostgresEventStorageEngine(
                new EventDatabase(
                        lazy, TransactionSynchronizationManager::isActualTransactionActive, connectionOfTransaction, TransactionBounds.DEFAULT),
                EventFormat.of(serializer()),
                EventStoreMonitor.none());
        return new OurStore(engine, database, pool);
    }

    static Serializer serializer() {
        return new NamedEventSerializer(new EventNames(
                Stream.of(TaskEvent.class.getPermittedSubclasses()), event -> event.getAnnotation(JsonTypeName.class).value()));
    }

    /** With its streams; the caller closes it. */
    PostgresEventStore start() {
        return PostgresEventStore.start(engine, database::connect, EventStoreMonitor.none());
    }

    @Override
    public void close() {
        pool.close();
    }
}
