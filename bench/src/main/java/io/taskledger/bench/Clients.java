package io.taskledger.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

/** Clients that send one request after another, each waiting for its answer, whatever fails. */
record Clients(int count, Load.Work request) {

    /** @param failures what failed requests said; the times are those of the others */
    record Traffic(double seconds, Percentiles took, List<String> failures) {

        double perSecond() {
            return took.count() / seconds;
        }
    }

    /** As long as that holds. */
    Traffic during(BooleanSupplier goesOn) throws InterruptedException, ExecutionException {
        var failures = new ConcurrentLinkedQueue<String>();
        Callable<long[]> client = () -> {
            var took = LongStream.builder();
            while (goesOn.getAsBoolean()) {
                long start = System.nanoTime();
                try {
                    request.once();
                    took.add(System.nanoTime() - start);
                } catch (IOException | IllegalStateException e) {
                    failures.add("" + e);
                }
            }
            return took.build().toArray();
        };
        long start = System.nanoTime();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<long[]>> results = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                results.add(executor.submit(client));
            }
            var all = LongStream.builder();
            for (Future<long[]> result : results) {
                LongStream.of(result.get()).forEach(all);
            }
            return new Traffic((System.nanoTime() - start) / 1e9, Percentiles.of(all.build().toArray()), List.copyOf(failures));
        }
    }
}
