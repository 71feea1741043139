package io.taskledger.eventstore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells all streams of this process to look for events: after a commit, when another process says so, and now and then anyway. */
final class WakeUps {

    private static final Logger LOG = LoggerFactory.getLogger(WakeUps.class);

    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer;
    private final EventStoreMonitor monitor;

    WakeUps(ScheduledExecutorService timer, EventStoreMonitor monitor) {
        this.timer = timer;
        this.monitor = monitor;
    }

    void add(EventStream stream) {
        streams.add(stream);
    }

    void remove(EventStream stream) {
        streams.remove(stream);
    }

    /** Whoever waits waits no longer. */
    void close() {
        streams.forEach(EventStream::close);
    }

    void wake(WakeUpCause cause) {
        count(cause);
        streams.forEach(stream -> wake(stream, cause));
    }

    /** Wakes one of them later, since a hole keeps it from going on. */
    void retry(EventStream stream, Duration pause) {
        var _ = timer.schedule(() -> {
            count(WakeUpCause.HOLE);
            wake(stream, WakeUpCause.HOLE);
        }, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void count(WakeUpCause cause) {
        try {
            monitor.woke(cause);
        } catch (RuntimeException e) {
            LOG.warn("A wake-up could not be counted", e);
        }
    }

    /** A stream's consumer that fails, or has gone, is no reason for others to sleep, or for a commit to look as if it had failed. */
    private static void wake(EventStream stream, WakeUpCause cause) {
        try {
            stream.wake(cause);
        } catch (RuntimeException e) {
            LOG.warn("A consumer of events could not be woken", e);
        }
    }
}
