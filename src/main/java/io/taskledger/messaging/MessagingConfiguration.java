package io.taskledger.messaging;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.taskledger.eventstore.EventNames;
import io.taskledger.eventstore.NamedEventSerializer;
import io.taskledger.eventstore.PostgresEventStorageEngine;
import io.taskledger.eventstore.WakingEventStore;
import io.taskledger.identity.CommandOrigin;
import io.taskledger.kernel.EventMetaData;
import io.taskledger.kernel.TaskEvent;
import jakarta.annotation.PostConstruct;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** What Axon is made of here: the parts that its defaults would choose otherwise. */
@Configuration
class MessagingConfiguration {

    /** PostgreSQL keeps microseconds: an event's time is cut when it is made, so that every answer shows the same. */
    @PostConstruct
    void cutEventTimes() {
        GenericEventMessage.clock = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    }

    @Bean
    TransactionManager axonTransactionManager(JdbcTransactionManager eventTransactionManager) {
        return new SpringTransactionManager(eventTransactionManager);
    }

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
    EventStorageEngine eventStorageEngine(
            ConnectionProvider connections, TransactionManager transactions, @Qualifier("eventSerializer") Serializer serializer) {
        return new PostgresEventStorageEngine(connections, transactions, serializer);
    }

    @Bean
    EventStore eventStore(EventStorageEngine engine) {
        return new WakingEventStore(engine);
    }

    @Bean
    CorrelationDataProvider origin() {
        return new SimpleCorrelationDataProvider(EventMetaData.ACTOR, EventMetaData.REQUEST_ID);
    }

    @Bean
    CorrelationDataProvider correlation() {
        return message -> Map.of(EventMetaData.CORRELATION_ID, message.getIdentifier());
    }

    @Bean
    CommandGateway commandGateway(CommandBus commands) {
        return DefaultCommandGateway.builder().commandBus(commands).dispatchInterceptors(List.of(new CommandOrigin())).build();
    }
}
