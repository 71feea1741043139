package io.taskledger.connection;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;

/**
 * Waits, between the end of the last request and that of the server, for answers to be written: Spring Boot does not count them any
 * longer by then.
 */
@Component
final class WrittenAnswers implements SmartLifecycle {

    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final Draining draining;
    private volatile boolean running;

    WrittenAnswers(Draining draining) {
        this.draining = draining;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        try {
            Patience.await(LONGEST, () -> draining.endpoints().stream().noneMatch(DrainableEndpoint::isAtWork));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE - 1;
    }
}
