package io.taskledger.kernel;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A part of the memory that holders take from and give back. One holder has a quarter of it at most, so that others find some. */
final class MemoryShare {

    private static final int BYTES_OF_A_UNIT = 1024;
    private static final int PARTS_OF_A_HOLDER = 4;

    /** Answers of one holder that take or wait: each that waits holds a request's place, of which all users share some hundreds. */
    private static final int MOST_OF_A_HOLDER = 64;

    private final int mostOfOne;
    private final Semaphore all;
    private final ConcurrentMap<Object, Account> accounts = new ConcurrentHashMap<>();

    /**
     * A share.
     *
     * @param bytes in all
     * @param largest bytes that one holder can take in any case, where the share has them
     */
    MemoryShare(long bytes, long largest) {
        int units = (int) Math.min(Integer.MAX_VALUE, Math.max(1, bytes / BYTES_OF_A_UNIT));
        all = new Semaphore(units);
        mostOfOne = (int) Math.min(units, Math.max(units / PARTS_OF_A_HOLDER, units(largest)));
    }

    /**
     * Takes so much, or as much as one holder may have, where that is less.
     *
     * @param holder whose part it is
     * @param patience how long to wait for others to give back
     * @throws NoRoomForAnswer where they did not, or the holder has 64 others that take or wait
     */
    Taken take(Object holder, long bytes, Duration patience) {
        int units = (int) Math.min(mostOfOne, units(bytes));
        Account account = enter(holder);
        long end = System.nanoTime() + patience.toNanos();
        if (acquire(account.places, units, end)) {
            if (acquire(all, units, end)) {
                return new Taken(holder, account, units);
            }
            account.places.release(units);
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
            Account account = present == null ? new Account(new Semaphore(mostOfOne), 0) : present;
            if (account.users == MOST_OF_A_HOLDER) {
                throw new NoRoomForAnswer();
            }
            return new Account(account.places, account.users + 1);
        });
    }

    private void leave(Object holder) {
        accounts.computeIfPresent(holder, (_, account) -> account.users == 1 ? null : new Account(account.places, account.users - 1));
    }

    private static boolean acquire(Semaphore semaphore, int units, long end) {
        try {
            return semaphore.tryAcquire(units, end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static long units(long bytes) {
        return Math.ceilDiv(bytes, BYTES_OF_A_UNIT);
    }

    /** @param users how many take or wait to take */
    private record Account(Semaphore places, int users) {}

    /** What was taken; to be used by one thread at a time. */
    final class Taken implements AutoCloseable {

        private final Object holder;
        private final Account account;
        private int units;
        private boolean open = true;

        private Taken(Object holder, Account account, int units) {
            this.holder = holder;
            this.account = account;
            this.units = units;
        }

        /** Gives back all but so many bytes. */
        void shrink(long bytes) {
            int rest = (int) Math.min(units, units(bytes));
            give(units - rest);
            units = rest;
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                give(units);
                leave(holder);
            }
        }

        private void give(int back) {
            account.places.release(back);
            all.release(back);
        }
    }
}
