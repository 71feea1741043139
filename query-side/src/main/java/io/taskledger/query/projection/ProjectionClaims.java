package io.taskledger.query.projection;

import io.taskledger.kernel.BackgroundWork;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventProcessor;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** What feeds the projections: when it is stopped it gives up its claims, which another instance takes at once. */
@Component
@Profile("!command-line") // which feeds none
class ProjectionClaims implements BackgroundWork {

    private final Configuration axon;
    private volatile boolean running = true;
    private volatile CompletableFuture<Void> ending = CompletableFuture.completedFuture(null);

    ProjectionClaims(Configuration axon) {
        this.axon = axon;
    }

    private Collection<EventProcessor> processors() {
        return axon.eventProcessingConfiguration().eventProcessors().values();
    }

    @Override
    public Stage stage() {
        return Stage.FOLDING;
    }

    @Override
    public void start() {
        running = true;
        processors().forEach(EventProcessor::start);
    }

    @Override
    public void stop() {
        if (!running) {
            return;
        }
        running = false;
        ending = CompletableFuture.allOf(processors().stream().map(EventProcessor::shutdownAsync).toArray(CompletableFuture[]::new));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public boolean hasEnded() {
        return ending.isDone();
    }
}
