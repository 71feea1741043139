package io.taskledger.bench;

import java.util.Locale;

/** Numbers as the tables show them. */
final class Cells {

    private Cells() {}

    static String count(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String percent(double part, double whole) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * part / whole);
    }

    static String times(double number, double of) {
        return String.format(Locale.ROOT, "%.1f ×", number / of);
    }

    static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
    }

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.2f s", seconds);
    }

    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MB", bytes >> 20);
    }
}
