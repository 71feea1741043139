package io.taskledger.command.idempotency;

import io.taskledger.kernel.BackgroundWork;
import io.taskledger.kernel.Heartbeat;
import io.taskledger.kernel.Heartbeats;
import io.taskledger.kernel.Timer;
import org.axonframework.common.transaction.TransactionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Deletes keys that are older than a day, once a minute, a few in a transaction. Each instance does, and none waits for another. A sweep
 * that was due while it was stopped is made at its start.
 */
@Component
class KeySweep implements SmartLifecycle, BackgroundWork {

    static final int MOST_IN_A_TRANSACTION = 500;

    private static final Logger LOG = LoggerFactory.getLogger(KeySweep.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final Duration LONGEST_ROUND = Duration.ofMinutes(1);

    private final IdempotencyKeys keys;
    private final TransactionManager transactions;
    private final Duration pause;
    private final Heartbeat heartbeat;
    private volatile ScheduledExecutorService timer = stopped();
    private volatile long last = System.nanoTime();

    @Autowired
    KeySweep(IdempotencyKeys keys, TransactionManager transactions, Heartbeats heartbeats) {
        this(keys, transactions, PAUSE, heartbeats);
    }

    KeySweep(IdempotencyKeys keys, TransactionManager transactions, Duration pause, Heartbeats heartbeats) {
        this.keys = keys;
        this.transactions = transactions;
        this.pause = pause;
        heartbeat = heartbeats.of("idempotency keys", pause.plus(LONGEST_ROUND));
    }

    /** Until all are gone that were there to be deleted, or it is stopped. */
    void sweep() {
        last = System.nanoTime();
        try {
            int deleted;
            do {
                deleted = transactions.fetchInTransaction(() -> keys.forget(MOST_IN_A_TRANSACTION));
            } while (deleted == MOST_IN_A_TRANSACTION && isRunning());
        } catch (RuntimeException e) { // whatever it was, the next sweep may do better
            LOG.warn("Old idempotency keys can't be deleted, and go on to be kept: {}", e.getMessage());
        }
        heartbeat.beat(); // keys that are kept for longer are no reason to refuse requests
    }

    /** Spring stops and starts contexts more than once. */
    @Override
    public synchronized void start() {
        if (!isRunning()) {
            long due = last + pause.toNanos() - System.nanoTime();
            timer = newTimer();
            heartbeat.beat();
            var _ = timer.scheduleWithFixedDelay(this::sweep, Math.max(0, due), pause.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        timer.shutdownNow();
        heartbeat.rest();
    }

    @Override
    public boolean isRunning() {
        return !timer.isShutdown();
    }

    @Override
    public Stage stage() {
        return Stage.LOOKING;
    }

    @Override
    public boolean hasEnded() {
        return timer.isTerminated();
    }

    private static ScheduledExecutorService newTimer() {
        return new Timer(Thread.ofPlatform().daemon().name("idempotency-keys").factory());
    }

    private static ScheduledExecutorService stopped() {
        ScheduledExecutorService timer = newTimer();
        timer.shutdown();
        return timer;
    }
}
