package io.taskledger.query.caller;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.taskledger.kernel.UserId;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.LongFunction;

/** How many questions of one user are asked at a time. The user's others wait, in the order in which they came. */
final class Turns {

    /** Questions of one user that are asked or wait: each holds a request's place, of which all users share some hundreds. */
    static final int MOST_OF_A_USER = 128;

    private final int atOnce;
    private final int most;
    private final ConcurrentMap<UserId, Queue> users = new ConcurrentHashMap<>();

    /**
     * Turns for each user.
     *
     * @param atOnce how many a user has
     * @param most of a user's that are asked or wait; beyond them one is refused at once
     */
    Turns(int atOnce, int most) {
        this.atOnce = atOnce;
        this.most = most;
    }

    /**
     * Asks when the user's turn has come.
     *
     * @param patience in nanoseconds, for the turn and what else the question waits for
     * @param question is given the time that is the end of that, as {@link System#nanoTime}
     * @throws TooManyQueries where the turn did not come, or too many of the user's wait
     */
    <T> T ask(UserId user, long patience, LongFunction<T> question) {
        Semaphore turns = enter(user);
        try {
            long end = System.nanoTime() + patience;
            if (!isAcquired(turns, end)) {
                throw new TooManyQueries();
            }
            try {
                return question.apply(end);
            } finally {
                turns.release();
            }
        } finally {
            leave(user);
        }
    }

    /** Whether a permit was there before the time was over. */
    static boolean isAcquired(Semaphore semaphore, long end) {
        try {
            return semaphore.tryAcquire(end - System.nanoTime(), NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Semaphore enter(UserId user) {
        return users.compute(user, (_, known) -> {
            Queue queue = known == null ? new Queue(new Semaphore(atOnce, true), 0) : known;
            if (queue.questions == most) {
                throw new TooManyQueries();
            }
            return new Queue(queue.turns, queue.questions + 1);
        }).turns;
    }

    private void leave(UserId user) {
        users.computeIfPresent(user, (_, queue) -> queue.questions == 1 ? null : new Queue(queue.turns, queue.questions - 1));
    }

    /** @param questions that are asked or wait */
    private record Queue(Semaphore turns, int questions) {}
}
