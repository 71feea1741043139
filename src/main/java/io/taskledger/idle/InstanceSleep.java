package io.taskledger.idle;

import io.taskledger.kernel.BackgroundWork;
import io.taskledger.kernel.Occupation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Puts this instance to sleep when nobody has needed it for a time, so that it asks PostgreSQL nothing at all, and wakes it for the first request that
 * does. A request that comes while it falls asleep, or while another request wakes it, waits for that.
 */
@Component
@Profile("!command-line") // which ends when it has done what it was told
public class InstanceSleep implements SmartLifecycle, ApplicationListener<ContextClosedEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(InstanceSleep.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration BETWEEN_STOPS = Duration.ofMillis(5);

    /** For all that is slow to end, together: it was told to, and ends later. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** For how long a request waits for others to wake the instance, or for it to have fallen asleep. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final DatabaseUse use;
    private final List<Occupation> occupations;
    private final List<BackgroundWork> inOrderOfStopping;
    private final List<BackgroundWork> inOrderOfStarting;
    private final Optional<Duration> idleAfter;
    private final ReentrantLock turning = new ReentrantLock();
    private final AtomicLong wakeUps = new AtomicLong();
    private volatile State state = State.AWAKE;
    private volatile boolean closing;
    private volatile boolean running;
    private volatile Thread watch = new Thread();

    InstanceSleep(DatabaseUse use, List<Occupation> occupations, List<BackgroundWork> work, Environment environment) {
        this.use = use;
        this.occupations = List.copyOf(occupations);
        inOrderOfStopping = work.stream().sorted(Comparator.comparing(BackgroundWork::stage)).toList();
        inOrderOfStarting = inOrderOfStopping.reversed();
        idleAfter = IdleAfter.from(environment);
    }

    private enum State {
        AWAKE,
        FALLING_ASLEEP,
        ASLEEP,
        WAKING
    }

    public boolean isAsleep() {
        return state == State.ASLEEP;
    }

    /** How often this process was woken. */
    public long wakeUps() {
        return wakeUps.get();
    }

    /**
     * Work in the background goes on while it is told to end, and as it begins. Work that has not ended when the instance sleeps gets no
     * connection any more. Whoever else asks while the instance sleeps is in need of it.
     */
    private void need(boolean byRequest) throws SQLException {
        if (closing || !(byRequest ? state != State.AWAKE : state == State.ASLEEP)) {
            return;
        }
        if (!byRequest && !inOrderOfStopping.stream().allMatch(BackgroundWork::hasEnded)) {
            throw new SQLTransientConnectionException("This instance sleeps: work that was told to end gets no connection");
        }
        wake();
    }

    private void wake() throws SQLException {
        awaitTurn();
        try {
            if (state == State.ASLEEP) { // else another request was faster
                startAll();
                LOG.info("This instance is awake again");
            }
        } catch (RuntimeException e) {
            throw new SQLTransientConnectionException("This instance could not be woken; the next request tries it again", e);
        } finally {
            turning.unlock();
        }
    }

    private void awaitTurn() throws SQLException {
        try {
            if (turning.tryLock(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw new SQLTransientConnectionException("This instance has not woken in time; the next request tries it again");
    }

    /** All of it, or none. */
    private void startAll() {
        state = State.WAKING;
        try {
            inOrderOfStarting.stream().filter(work -> !work.isRunning()).forEach(BackgroundWork::start);
            wakeUps.incrementAndGet();
            inOrderOfStarting.forEach(BackgroundWork::catchUp);
            use.renew();
            state = State.AWAKE;
        } finally {
            if (state != State.AWAKE) {
                stopAll();
                state = State.ASLEEP;
            }
        }
    }

    private void stopAll() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (BackgroundWork work : inOrderOfStopping) {
            try {
                work.stop();
                awaitEnd(work, deadline);
            } catch (RuntimeException e) { // the rest is stopped all the same
                LOG.warn("Work in the background could not be stopped", e);
            }
        }
    }

    private static void awaitEnd(BackgroundWork work, long deadline) {
        try {
            while (!work.hasEnded() && System.nanoTime() < deadline) {
                Thread.sleep(BETWEEN_STOPS);
                work.stop();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(Duration time) {
        while (running && Thread.currentThread().equals(watch)) {
            try {
                Thread.sleep(BETWEEN_LOOKS);
                if (isAsleep()) {
                    stopRemains();
                } else if (isBusy()) {
                    use.renew();
                } else if (use.isOver(time)) {
                    fallAsleep(time);
                }
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) { // whatever it was, the next look may do better
                LOG.warn("Whether this instance is idle can't be told", e);
            }
        }
    }

    /** What was slow to end, or was just being opened. */
    private void stopRemains() {
        turning.lock();
        try {
            if (isAsleep()) {
                inOrderOfStopping.stream().filter(work -> !work.hasEnded()).forEach(BackgroundWork::stop);
            }
        } finally {
            turning.unlock();
        }
    }

    private boolean isBusy() {
        return occupations.stream().anyMatch(Occupation::isBusy);
    }

    private void fallAsleep(Duration time) {
        turning.lock();
        try {
            if (state != State.AWAKE || closing) {
                return;
            }
            state = State.FALLING_ASLEEP; // from here on a request waits; one that came before is seen now
            if (!use.isOver(time)) {
                state = State.AWAKE;
                return;
            }
            stopAll();
            state = State.ASLEEP;
            if (isBusy()) { // something began just before it was stopped
                startAll();
            } else {
                LOG.info("Nobody has needed this instance for {} s: it asks PostgreSQL nothing until somebody does", time.toSeconds());
            }
        } finally {
            turning.unlock();
        }
    }

    /**
     * From here on, what is stopped stays stopped, and requests that are under way still get connections. The listener that serves on until
     * connections are drained comes before this one, which has no order.
     */
    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        closing = true;
    }

    /** A context that was stopped while the instance slept may be started again. */
    @Override
    public synchronized void start() {
        use.renew();
        turning.lock();
        try {
            if (state == State.ASLEEP) {
                startAll();
            }
        } finally {
            turning.unlock();
        }
        running = true;
        use.tell(this::need);
        idleAfter.ifPresent(time -> {
            watch = Thread.ofPlatform().daemon().name("instance-sleep").unstarted(() -> watch(time));
            watch.start();
        });
    }

    @Override
    public synchronized void stop() {
        running = false;
        watch.interrupt();
        use.tell(_ -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** It begins before requests come in, and ends after the last. */
    @Override
    public int getPhase() {
        return 0;
    }
}
