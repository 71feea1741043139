package io.taskledger.query.projection;

import io.taskledger.kernel.Heartbeats;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Duration;
import java.util.List;

/** Runs every {@link Projection} in a processor of its own, as one segment, in the order of the events. */
@org.springframework.context.annotation.Configuration
@Profile("!command-line") // which is gone too soon to begin
class ProjectionProcessors {

    /** Events folded in one transaction, at most. */
    private static final int BATCH = 500;

    /** How often a claim is extended, and a free one looked for. */
    private static final Duration CLAIM_INTERVAL = Duration.ofMillis(500);

    /** Of a task of a processor's thread, which is a few statements. */
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(15);

    @Bean
    TokenStore tokenStore(JdbcTemplate database, Serializer serializer) {
        return new ProjectionTokens(database, serializer);
    }

    @Bean
    ConfigurerModule projections(
            List<Projection<?>> projections,
            ObjectProvider<FirstBuild> firstBuild,
            DeadLetters deadLetters,
            ProjectionProgress progress,
            Heartbeats heartbeats,
            JdbcTemplate database) {
        return configurer -> projections.forEach(projection -> register(
                projection,
                new ProjectionHandler(projection, deadLetters, progress, database),
                firstBuild,
                heartbeats,
                configurer.eventProcessing()));
    }

    private static void register(
            Projection<?> projection,
            ProjectionHandler handler,
            ObjectProvider<FirstBuild> firstBuild,
            Heartbeats heartbeats,
            EventProcessingConfigurer processing) {
        ProcessorThread coordinator = thread("projection coordinator " + projection.table(), heartbeats);
        ProcessorThread worker = thread("projection worker " + projection.table(), heartbeats);
        processing.registerEventHandler(_ -> handler)
                .assignHandlerInstancesMatching(projection.table(), handler::equals)
                .registerListenerInvocationErrorHandler(projection.table(), _ -> PropagatingErrorHandler.instance())
                .registerEventProcessor(projection.table(), (name, configuration, invoker) -> new ProjectionProcessor(
                        processor(name, configuration, invoker).coordinatorExecutor(coordinator).workerExecutor(worker),
                        projection,
                        firstBuild.getObject(),
                        coordinator));
    }

    private static ProcessorThread thread(String name, Heartbeats heartbeats) {
        return new ProcessorThread(name, heartbeats.of(name, LONGEST_ROUND));
    }

    private static PooledStreamingEventProcessor.Builder processor(String name, Configuration configuration, EventHandlerInvoker invoker) {
        return PooledStreamingEventProcessor.builder()
                .name(name)
                .eventHandlerInvoker(invoker)
                .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
                .errorHandler(PropagatingErrorHandler.instance())
                .messageSource(configuration.eventStore())
                .tokenStore(configuration.getComponent(TokenStore.class))
                .transactionManager(configuration.getComponent(TransactionManager.class))
                .initialSegmentCount(1)
                .initialToken(StreamableMessageSource::createTailToken)
                .batchSize(BATCH)
                .clock(new ProcessorClock())
                .claimExtensionThreshold(ProcessorClock.of(CLAIM_INTERVAL).toMillis())
                .tokenClaimInterval(ProcessorClock.of(CLAIM_INTERVAL).toMillis()); // as a delay, it is that of a ProcessorThread at most
    }
}
