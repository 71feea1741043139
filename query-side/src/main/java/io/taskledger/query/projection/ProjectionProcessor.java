package io.taskledger.query.projection;

import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Feeds a projection, once its table has been built. */
final class ProjectionProcessor extends PooledStreamingEventProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionProcessor.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final Projection<?> projection;
    private final FirstBuild firstBuild;
    private final ProcessorThread coordinator;
    private Thread beginning = new Thread();
    private boolean stopped = true;

    ProjectionProcessor(Builder builder, Projection<?> projection, FirstBuild firstBuild, ProcessorThread coordinator) {
        super(builder);
        this.projection = projection;
        this.firstBuild = firstBuild;
        this.coordinator = coordinator;
    }

    @Override
    public synchronized void start() {
        if (!stopped) {
            return;
        }
        stopped = false;
        beginning = Thread.ofPlatform().daemon().name("beginning of " + projection.table()).start(this::begin);
    }

    /** As often as it takes: a database that fails now may do better in a second. */
    private void begin() {
        try {
            while (!hasBegun()) {
                Thread.sleep(PAUSE_AFTER_FAILURE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean hasBegun() throws InterruptedException {
        try {
            firstBuild.complete(projection);
            startUnlessStopped();
            return true;
        } catch (RuntimeException e) {
            LOG.debug("Projection {} can't be fed yet", projection.table(), e);
            return false;
        }
    }

    private synchronized void startUnlessStopped() {
        if (!stopped) {
            coordinator.expectTasks();
            super.start();
        }
    }

    private synchronized void stopBeginning() {
        stopped = true;
        coordinator.expectNone();
        beginning.interrupt();
    }

    @Override
    public void shutDown() {
        stopBeginning();
        super.shutDown();
    }

    @Override
    public CompletableFuture<Void> shutdownAsync() {
        stopBeginning();
        return super.shutdownAsync();
    }
}
