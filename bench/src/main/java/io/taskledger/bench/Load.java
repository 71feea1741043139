package io.taskledger.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/**
 * Threads that do one piece of work after another, for some time.
 *
 * @param time how long each measurement takes; a warm-up takes half of it
 */
record Load(int threads, Duration time) {

    interface Work {
        void once() throws Exception;
    }

    /** As much as can be done, after a warm-up. */
    Rate highest(Work work) throws InterruptedException {
        var _ = run(time.dividedBy(2), work);
        return run(work);
    }

    /** The same, without a warm-up of its own. */
    Rate run(Work work) throws InterruptedException {
        return run(time, work);
    }

    /** So much a second, as evenly as threads can be woken; less where it can't be done. */
    Rate steady(double perSecond, Work work) throws InterruptedException {
        long start = System.nanoTime();
        var turns = new AtomicLong();
        return run(time, () -> {
            long due = start + (long) (turns.getAndIncrement() * 1e9 / perSecond);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            work.once();
        });
    }

    private Rate run(Duration duration, Work work) throws InterruptedException {
        long start = System.nanoTime();
        Callable<long[]> thread = () -> {
            var took = LongStream.builder();
            for (long now = System.nanoTime(); now - start < duration.toNanos();) {
                work.once();
                long done = System.nanoTime();
                took.add(done - now);
                now = done;
            }
            return took.build().toArray();
        };
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<long[]>> results = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                results.add(executor.submit(thread));
            }
            long[] all = results.stream().map(Load::result).flatMapToLong(LongStream::of).toArray();
            return new Rate(all.length / ((System.nanoTime() - start) / 1e9), Percentiles.of(all));
        }
    }

    private static long[] result(Future<long[]> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A thread of the load failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    record Rate(double perSecond, Percentiles took) {}
}
