package io.taskledger.identity;

import com.nimbusds.jose.JWSHeader;
import io.taskledger.refusal.OncePerMinute;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The keys that the issuer publishes, as they were when they were last fetched. A key that isn't among them is asked for, since an
 * issuer signs with a new one at once; those that are known stay good while the issuer can't be reached.
 */
final class PublishedKeys implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PublishedKeys.class);

    /** How many requests may wait for the issuer at a time. Each holds a connection's place, and anyone can make up the id of a key. */
    private static final int MOST_WAITING = 16;

    private final KeySetDownload download;
    private final Pace pace;
    private final ReentrantLock turn = new ReentrantLock();
    private final Semaphore places = new Semaphore(MOST_WAITING);
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private final OncePerMinute failures = new OncePerMinute(System::nanoTime);
    private volatile KeySet known = KeySet.EMPTY;
    private volatile @Nullable Fetch last;
    private volatile boolean closed;

    PublishedKeys(KeySetDownload download, Pace pace) {
        this.download = download;
        this.pace = pace;
    }

    /**
     * When keys are fetched.
     *
     * @param age of the last fetch, from which the next one is made while requests go on
     * @param limit the age from which requests wait for the next one: so long, at most, a key outlives its withdrawal, while the
     *     issuer can be reached
     * @param retry how long after a fetch that failed the next one is made while requests go on
     * @param apart how long after the beginning of one the next begins at the earliest, whoever asks for it
     * @param patience how long a request waits for its turn
     */
    record Pace(Duration age, Duration limit, Duration retry, Duration apart, Duration patience) {
        static final Pace USUAL = new Pace(Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    /** By {@link System#nanoTime}. */
    private record Fetch(long began, long ended, boolean worked) {

        /** Whether there is no need for another, for someone who has asked at that time. */
        boolean answersWhoAskedAt(long time) {
            return began - time >= 0 || (!worked && ended - time >= 0);
        }

        boolean isOlderThan(Duration age) {
            return System.nanoTime() - ended >= age.toNanos();
        }
    }

    /** What was fetched last, however old. */
    KeySet known() {
        return known;
    }

    /**
     * What is published. Waits only where nobody has asked for so long that it may be wrong; few requests do so at a time, and the
     * others go on with what is known, for the time of one fetch at most.
     */
    KeySet current() {
        Fetch before = last;
        if (before != null && before.isOlderThan(pace.limit) && places.tryAcquire()) {
            try {
                refresh();
            } finally {
                places.release();
            }
        } else if (isDue() && refreshing.compareAndSet(false, true)) {
            Thread.ofVirtual().name("key-set").start(this::refreshMeanwhile);
        }
        return known;
    }

    /**
     * The keys that a token with such a header may be signed with; those that aren't known are asked for, and waited for.
     *
     * @throws TokenNotChecked where too many requests wait for the issuer already
     */
    List<PublicKey> keysFor(JWSHeader header) {
        if (!SignatureAlgorithms.PUBLISHED.contains(header.getAlgorithm())) {
            return List.of();
        }
        long asked = System.nanoTime();
        List<PublicKey> keys = current().keysFor(header);
        return keys.isEmpty() ? lookUp(header, asked) : keys;
    }

    /** One fetch answers all who asked before it began; one that failed, all who asked before it ended. */
    private List<PublicKey> lookUp(JWSHeader header, long asked) {
        if (!places.tryAcquire()) {
            throw new TokenNotChecked("many other tokens with keys that are not known here wait for the issuer");
        }
        try {
            if (turn.tryLock(pace.patience.toNanos(), TimeUnit.NANOSECONDS)) {
                try {
                    fetchUnlessAnswered(header, asked);
                } finally {
                    turn.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
        return known.keysFor(header);
    }

    private void fetchUnlessAnswered(JWSHeader header, long asked) throws InterruptedException {
        Fetch before = last;
        boolean answered = before != null && before.answersWhoAskedAt(asked);
        if (!answered && known.keysFor(header).isEmpty()) {
            if (before != null) {
                TimeUnit.NANOSECONDS.sleep(before.began + pace.apart.toNanos() - System.nanoTime());
            }
            fetch();
        }
    }

    private void refreshMeanwhile() {
        try {
            refresh();
        } finally {
            refreshing.set(false);
        }
    }

    private void refresh() {
        turn.lock();
        try {
            if (isDue()) {
                fetch();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            turn.unlock();
        }
    }

    private boolean isDue() {
        Fetch before = last;
        return before == null || before.isOlderThan(before.worked ? pace.age : pace.retry);
    }

    /** To be called by whose turn it is. */
    private void fetch() throws InterruptedException {
        Fetch before = last;
        long began = System.nanoTime();
        boolean worked = false;
        try {
            KeySet fetched = download.fetch();
            worked = true;
            failures.startAgain();
            if (before != null && !before.worked) {
                log.info("The keys of {} can be fetched again.", download.location());
            }
            if (!fetched.equals(known)) {
                known = fetched;
                log.info("Tokens can be checked with {} keys of {}.", fetched.keys().size(), download.location());
            }
        } catch (IOException e) {
            if (!closed && failures.tell().isPresent()) {
                log.warn("The keys of {} can't be fetched; {} that are known stay good: {}", download.location(), known.keys().size(), e.getMessage());
            }
        } finally {
            last = new Fetch(began, System.nanoTime(), worked);
        }
    }

    @Override
    public void close() {
        closed = true;
        download.close();
    }
}
