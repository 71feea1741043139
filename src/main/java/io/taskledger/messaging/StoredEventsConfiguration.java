package io.taskledger.messaging;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.taskledger.eventstore.EventDatabase;
import io.taskledger.eventstore.EventFormat;
import io.taskledger.eventstore.EventNames;
import io.taskledger.eventstore.EventScan;
import io.taskledger.eventstore.EventStoreMonitor;
import io.taskledger.eventstore.NamedEventSerializer;
import io.taskledger.eventstore.PostgresEventStorageEngine;
import io.taskledger.eventstore.TransactionBounds;
import io.taskledger.kernel.TaskEvent;
import io.taskledger.query.projection.EventSource;
import io.taskledger.query.projection.MaintenanceDatabase;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

import java.util.stream.Stream;
import javax.sql.DataSource;

/** What stored events are read and written with, apart from what carries messages: a command line has this alone. */
@Configuration(proxyBeanMethods = false)
public class StoredEventsConfiguration {

    StoredEventsConfiguration() {}

    @Bean
    ConnectionProvider connectionProvider(DataSource dataSource) {
        return new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(dataSource));
    }

    /** For tracking tokens: they say what class they are of, and only Axon's own are believed. */
    @Bean
    @Primary
    Serializer serializer() {
        return Jackson3Serializer.builder()
                .jsonMapperBuilderCustomizer(json -> json.polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder()
                        .allowIfSubType("org.axonframework.")
                        .allowIfSubType(String.class)
                        .build()))
                .build();
    }

    @Bean
    @Qualifier("eventSerializer")
    Serializer eventSerializer() {
        return new NamedEventSerializer(new EventNames(
                Stream.of(TaskEvent.class.getPermittedSubclasses()), event -> event.getAnnotation(JsonTypeName.class).value()));
    }

    @Bean
    PostgresEventStorageEngine eventStorageEngine(
            DataSource dataSource,
            ConnectionProvider connections,
            @Qualifier("eventSerializer") Serializer serializer,
            ObjectProvider<EventUpcaster> upcasters,
            EventStoreMonitor monitor) {
        return new PostgresEventStorageEngine(
                new EventDatabase(
                        dataSource, TransactionSynchronizationManager::isActualTransactionActive, connections, TransactionBounds.DEFAULT),
                EventFormat.of(serializer).with(new EventUpcasterChain(upcasters.orderedStream().toList())),
                monitor);
    }

    @Bean
    EventSource eventSource(PostgresEventStorageEngine engine, MaintenanceDatabase database) {
        return new StoredEvents(new EventScan(engine, database.connections()));
    }
}
