package io.taskledger.bench;

import java.util.Arrays;

/** Of times in nanoseconds. */
final class Percentiles {

    private final long[] sorted;

    private Percentiles(long[] sorted) {
        this.sorted = sorted;
    }

    static Percentiles of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Percentiles(sorted);
    }

    /** The time that so many percent of all do not exceed, as a person reads it. */
    String at(double percent) {
        return sorted.length == 0 ? "–" : Cells.millis(nanosAt(percent));
    }

    /** The same as it is, where there are any. */
    long nanosAt(double percent) {
        int index = (int) Math.ceil(percent / 100 * sorted.length) - 1;
        return sorted[Math.max(0, index)];
    }

    int count() {
        return sorted.length;
    }
}
