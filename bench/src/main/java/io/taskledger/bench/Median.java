package io.taskledger.bench;

import java.util.Collection;
import java.util.stream.DoubleStream;

/** The number in the middle; of an even count, the mean of the two in the middle. */
final class Median {

    private Median() {}

    static double of(Collection<? extends Number> numbers) {
        return of(numbers.stream().mapToDouble(Number::doubleValue));
    }

    static double of(DoubleStream numbers) {
        double[] sorted = numbers.sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
