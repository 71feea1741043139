package io.taskledger.identity;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Bounds how many signatures are checked at a time: one check takes a core for about a millisecond, and anyone may ask for one. Half of the
 * cores check, in the order in which requests come; the others serve. A request that waits holds a connection's place, so few wait.
 */
final class SignatureChecks {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Semaphore running;
    private final KnownUsers users = new KnownUsers();

    SignatureChecks() {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    /** @param most checks at a time */
    SignatureChecks(int most) {
        this.running = new Semaphore(most, true);
    }

    /**
     * Carries out a check when its turn has come.
     *
     * @param user whom the token names
     * @param check what throws for a token that is not good; a user whose token is has a place of their own from then on
     * @throws TokenNotChecked where too many wait, or the turn did not come within 2 s
     */
    <T> T inTurn(String user, Supplier<T> check) {
        Semaphore place = users.place(user);
        try {
            T good = whenThereIsACore(check);
            users.know(user);
            return good;
        } finally {
            place.release();
        }
    }

    private <T> T whenThereIsACore(Supplier<T> check) {
        try {
            if (!running.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new TokenNotChecked("the signatures of other tokens took too long to check");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TokenNotChecked("the service is ending");
        }
        try {
            return check.get();
        } finally {
            running.release();
        }
    }
}
