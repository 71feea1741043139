package io.taskledger.messaging;

import io.taskledger.eventstore.DirectConnection;
import io.taskledger.eventstore.EventStoreMonitor;
import io.taskledger.eventstore.PositionedCommandBus;
import io.taskledger.eventstore.PostgresEventStorageEngine;
import io.taskledger.eventstore.PostgresEventStore;
import io.taskledger.identity.CommandOrigin;
import io.taskledger.kernel.EventMetaData;
import io.taskledger.query.projection.LiveEvents;
import io.taskledger.query.projection.ProjectionProgress;
import jakarta.annotation.PostConstruct;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolver;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.lock.LockFactory;
import org.axonframework.common.lock.PessimisticLockFactory;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What Axon is made of here: the parts that its defaults would choose otherwise, beside {@link StoredEventsConfiguration}. */
@Configuration(proxyBeanMethods = false)
class MessagingConfiguration {

    /** PostgreSQL keeps microseconds: an event's time is cut when it is made, so that every answer shows the same. */
    @PostConstruct
    void cutEventTimes() {
        GenericEventMessage.clock = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    }

    /** Who takes a lock and reads then has to see what was committed before it got it, whatever the server's default is. */
    @Bean
    TransactionManager axonTransactionManager(JdbcTransactionManager eventTransactionManager) {
        var readCommitted = new DefaultTransactionDefinition();
        readCommitted.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        return new SpringTransactionManager(eventTransactionManager, readCommitted);
    }

    /** Of the tasks' repository, and of who has to come before it. */
    @Bean
    LockFactory taskLocks() {
        return PessimisticLockFactory.usingDefaults();
    }

    @Bean
    @DependsOnDatabaseInitialization
    PostgresEventStore eventStore(
            PostgresEventStorageEngine engine, DirectConnection direct, EventStoreMonitor monitor, ProjectionProgress progress) {
        return PostgresEventStore.start(engine, direct, monitor, Map.of(ProjectionProgress.CHANNEL, progress::heard));
    }

    @Bean
    LiveEvents liveEvents(PostgresEventStore store) {
        return new CommittedEvents(store);
    }

    @Bean
    CorrelationDataProvider origin() {
        return new SimpleCorrelationDataProvider(EventMetaData.ACTOR, EventMetaData.REQUEST_ID);
    }

    @Bean
    CorrelationDataProvider correlation() {
        return message -> Map.of(EventMetaData.CORRELATION_ID, message.getIdentifier());
    }

    /**
     * Commands run in no transaction: of a task they read one statement's worth, and write one statement's worth, whose version decides
     * whether anything came between. So the events of many can be committed together. For a command that comes with a key,
     * {@code KeyedCommands} begins one: Axon's starter finds it among the beans.
     */
    @Bean
    CommandBus commandBus(org.axonframework.config.Configuration axon, DuplicateCommandHandlerResolver duplicates) {
        var bus = new PositionedCommandBus(SimpleCommandBus.builder()
                .transactionManager(NoTransactionManager.instance())
                .duplicateCommandHandlerResolver(duplicates)
                .messageMonitor(axon.messageMonitor(CommandBus.class, "commandBus")));
        var _ = bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
        return bus;
    }

    @Bean
    CommandGateway commandGateway(CommandBus commands) {
        return DefaultCommandGateway.builder().commandBus(commands).dispatchInterceptors(List.of(new CommandOrigin())).build();
    }
}
