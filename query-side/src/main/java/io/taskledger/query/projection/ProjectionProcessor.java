package io.taskledger.query.projection;

import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;

import java.util.concurrent.CompletableFuture;

/** Feeds a projection, once its table has been built. */
final class ProjectionProcessor extends PooledStreamingEventProcessor {

    private final Projection<?> projection;
    private final FirstBuild firstBuild;
    private volatile Thread builder = new Thread();

    ProjectionProcessor(Builder builder, Projection<?> projection, FirstBuild firstBuild) {
        super(builder);
        this.projection = projection;
        this.firstBuild = firstBuild;
    }

    @Override
    public void start() {
        builder = Thread.ofPlatform().daemon().name("first build of " + projection.table()).start(() -> {
            try {
                firstBuild.complete(projection);
                super.start();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void shutDown() {
        builder.interrupt();
        super.shutDown();
    }

    @Override
    public CompletableFuture<Void> shutdownAsync() {
        builder.interrupt();
        return super.shutdownAsync();
    }
}
