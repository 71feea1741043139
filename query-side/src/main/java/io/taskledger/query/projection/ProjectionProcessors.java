package io.taskledger.query.projection;

import io.taskledger.kernel.Timer;
import org.axonframework.common.AxonThreadFactory;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** Runs every {@link Projection} in a processor of its own, as one segment, in the order of the events. */
@org.springframework.context.annotation.Configuration
@Profile("!command-line") // which is gone too soon to begin
class ProjectionProcessors {

    /** Events folded in one transaction, at most. */
    private static final int BATCH = 500;

    /** An instance that is gone loses its claims after this. */
    private static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(2);

    /** How often a claim is extended, and a free one looked for, in milliseconds. */
    private static final long CLAIM_INTERVAL_MILLIS = 500;

    @Bean
    TokenStore tokenStore(ConnectionProvider connections, Serializer serializer) {
        return new PlainTokens(JdbcTokenStore.builder()
                .connectionProvider(connections)
                .serializer(serializer)
                .contentType(String.class)
                .claimTimeout(CLAIM_TIMEOUT)
                .schema(TokenSchema.builder()
                        .setTokenTable("token_entry")
                        .setProcessorNameColumn("processor_name")
                        .setSegmentColumn("segment")
                        .setTokenColumn("token")
                        .setTokenTypeColumn("token_type")
                        .setTimestampColumn("timestamp")
                        .setOwnerColumn("owner")
                        .build()));
    }

    @Bean
    ConfigurerModule projections(
            List<Projection<?>> projections,
            ObjectProvider<FirstBuild> firstBuild,
            DeadLetters deadLetters,
            ProjectionProgress progress,
            JdbcTemplate database) {
        return configurer -> projections.forEach(projection -> register(
                projection, new ProjectionHandler(projection, deadLetters, progress, database), firstBuild, configurer.eventProcessing()));
    }

    private static void register(
            Projection<?> projection, ProjectionHandler handler, ObjectProvider<FirstBuild> firstBuild, EventProcessingConfigurer processing) {
        processing.registerEventHandler(_ -> handler)
                .assignHandlerInstancesMatching(projection.table(), handler::equals)
                .registerListenerInvocationErrorHandler(projection.table(), _ -> PropagatingErrorHandler.instance())
                .registerEventProcessor(projection.table(), (name, configuration, invoker) ->
                        new ProjectionProcessor(processor(name, configuration, invoker), projection, firstBuild.getObject()));
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
                .claimExtensionThreshold(CLAIM_INTERVAL_MILLIS)
                .tokenClaimInterval(CLAIM_INTERVAL_MILLIS)
                .coordinatorExecutor(executor("projection coordinator", name))
                .workerExecutor(executor("projection worker", name));
    }

    /** Never shut down: a context that was stopped may be started again. */
    private static ScheduledExecutorService executor(String role, String name) {
        var threads = new AxonThreadFactory(role + " " + name);
        return new Timer(task -> {
            Thread thread = threads.newThread(task);
            thread.setDaemon(true);
            return thread;
        });
    }
}
