package io.taskledger.kernel;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * A part of the memory that holders take from and give back. One holder has a quarter of it at most, so that others find some. Where one
 * has to wait, what was taken long ago is ended, the oldest first, so that slow clients do not keep the share for themselves.
 */
final class MemoryShare {

    private static final int BYTES_OF_A_UNIT = 1024;
    private static final int PARTS_OF_A_HOLDER = 4;

    /** Answers of one holder, and as many that wait: each holds a request's place, of which all users share some hundreds. */
    private static final int MOST_OF_A_HOLDER = 64;

    private final int mostOfOne;
    private final long slowNanos;
    private final Semaphore all;
    private final ConcurrentMap<Object, Account> accounts = new ConcurrentHashMap<>();

    /** What can be ended, the oldest first; to be used by who has its monitor. */
    private final Set<Taken> endable = new LinkedHashSet<>();

    /**
     * A share.
     *
     * @param bytes in all
     * @param largest bytes that one holder can take in any case, where the share has them
     * @param slowAfter from when on an answer may be ended for another
     */
    MemoryShare(long bytes, long largest, Duration slowAfter) {
        int units = (int) Math.min(Integer.MAX_VALUE, Math.max(1, bytes / BYTES_OF_A_UNIT));
        all = new Semaphore(units);
        mostOfOne = (int) Math.min(units, Math.max(units / PARTS_OF_A_HOLDER, units(largest)));
        slowNanos = slowAfter.toNanos();
    }

    /**
     * Takes so much, or as much as one holder may have, where that is less.
     *
     * @param holder whose part it is
     * @param patience how long to wait for others to give back
     * @param end ends the answer, waits for nothing, and is called once at most, before the answer gives back; null where it can't be ended
     * @throws NoRoomForAnswer where they did not, or the holder has 128 others that take or wait
     */
    Taken take(Object holder, long bytes, Duration patience, @Nullable Runnable end) {
        int units = (int) Math.min(mostOfOne, units(bytes));
        Account account = enter(holder);
        long deadline = System.nanoTime() + patience.toNanos();
        if (acquire(account.answers, 1, deadline, taken -> taken.holder.equals(holder), _ -> 1)) {
            if (acquire(account.places, units, deadline, taken -> taken.holder.equals(holder), taken -> taken.units)) {
                if (acquire(all, units, deadline, _ -> true, taken -> taken.units)) {
                    return keep(new Taken(holder, account, units, end));
                }
                account.places.release(units);
            }
            account.answers.release();
        }
        leave(holder);
        throw new NoRoomForAnswer();
    }

    /** Whether nobody holds any of it. */
    boolean isUnused() {
        return accounts.isEmpty();
    }

    private Account enter(Object holder) {
        return accounts.compute(holder, (_, present) -> {
            Account account = present == null ? new Account(new Semaphore(MOST_OF_A_HOLDER), new Semaphore(mostOfOne), 0) : present;
            if (account.users == 2 * MOST_OF_A_HOLDER) {
                throw new NoRoomForAnswer();
            }
            return account.with(account.users + 1);
        });
    }

    private void leave(Object holder) {
        accounts.computeIfPresent(holder, (_, account) -> account.users == 1 ? null : account.with(account.users - 1));
    }

    private Taken keep(Taken taken) {
        if (taken.end != null) {
            synchronized (endable) {
                endable.add(taken);
            }
        }
        return taken;
    }

    /** @param among those that give back to this semaphore, and how much */
    private boolean acquire(Semaphore semaphore, int permits, long deadline, Predicate<Taken> among, ToIntFunction<Taken> given) {
        if (semaphore.tryAcquire(permits)) {
            return true;
        }
        endSlow(permits - semaphore.availablePermits(), among, given);
        try {
            return semaphore.tryAcquire(permits, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void endSlow(int lacking, Predicate<Taken> among, ToIntFunction<Taken> given) {
        int lacks = lacking;
        synchronized (endable) {
            for (Iterator<Taken> oldest = endable.iterator(); lacks > 0 && oldest.hasNext(); ) {
                Taken taken = oldest.next();
                if (System.nanoTime() - taken.since < slowNanos) {
                    return;
                }
                if (among.test(taken)) {
                    oldest.remove();
                    lacks -= given.applyAsInt(taken);
                    taken.end();
                }
            }
        }
    }

    private static long units(long bytes) {
        return Math.ceilDiv(bytes, BYTES_OF_A_UNIT);
    }

    /** @param users how many take or wait to take */
    private record Account(Semaphore answers, Semaphore places, int users) {

        Account with(int users) {
            return new Account(answers, places, users);
        }
    }

    /** What was taken; to be used by one thread at a time. */
    final class Taken implements AutoCloseable {

        private final Object holder;
        private final Account account;
        private final @Nullable Runnable end;
        private final long since = System.nanoTime();
        private volatile int units;
        private boolean open = true;

        private Taken(Object holder, Account account, int units, @Nullable Runnable end) {
            this.holder = holder;
            this.account = account;
            this.units = units;
            this.end = end;
        }

        /** Gives back all but so many bytes. */
        void shrink(long bytes) {
            int rest = (int) Math.min(units, units(bytes));
            give(units - rest);
            units = rest;
        }

        /** Whoever waits for the room is not to fail for an answer that ended by itself meanwhile. */
        private void end() {
            if (end != null) {
                try {
                    end.run();
                } catch (RuntimeException _) {
                    // the answer gives back what it took, however it ended
                }
            }
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                synchronized (endable) {
                    endable.remove(this);
                }
                give(units);
                account.answers.release();
                leave(holder);
            }
        }

        private void give(int back) {
            account.places.release(back);
            all.release(back);
        }
    }
}
