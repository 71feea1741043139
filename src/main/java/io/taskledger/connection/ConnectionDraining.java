package io.taskledger.connection;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

import java.time.Duration;

/**
 * What happens to connections when the instance is told to stop, before anything else of it stops. Readiness says no by then (Spring Boot
 * does that), and answers say that their connection ends. For the {@link ShutdownDelay} all goes on. Then the listening socket is closed,
 * and who is connected may send one more request, for a second at most; what is idle after that is closed. Spring Boot waits for the
 * requests that are under way, and {@link WrittenAnswers} for what was answered.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ConnectionDraining implements ApplicationListener<ContextClosedEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionDraining.class);

    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(1);

    private final Draining draining;
    private final ShutdownDelay delay;

    ConnectionDraining(Draining draining, Environment environment) {
        this.draining = draining;
        this.delay = ShutdownDelay.of(environment);
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        if (draining.begin()) {
            try {
                drain();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void drain() throws InterruptedException {
        LOG.info("Told to stop: readiness says no for {} s, and requests are served on", delay.length().toMillis() / 1000.0);
        serveOn();
        for (DrainableEndpoint endpoint : draining.endpoints()) {
            endpoint.stopListening(LONGEST_CLOSE);
        }
        Patience.await(LONGEST_IDLE, () -> draining.endpoints().stream().noneMatch(DrainableEndpoint::isInUse));
        int idle = draining.endpoints().stream().mapToInt(DrainableEndpoint::endIdle).sum();
        LOG.info("No connection is accepted any longer, and {} that were idle are closed", idle);
    }

    private void serveOn() {
        try {
            Thread.sleep(delay.length());
        } catch (InterruptedException _) {
            LOG.debug("The rest of the delay is left out"); // an interrupt ends the delay and nothing else
        }
    }
}
