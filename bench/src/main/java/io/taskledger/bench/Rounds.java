package io.taskledger.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The windows of one contestant for one work, of which the median counts and the lowest and the highest are shown. */
record Rounds(List<Window> windows) {

    double median(ToDoubleFunction<Window> figure) {
        return Median.of(windows.stream().mapToDouble(figure));
    }

    double rate() {
        return median(Window::perSecond);
    }

    double lowest() {
        return windows.stream().mapToDouble(Window::perSecond).min().orElseThrow();
    }

    double highest() {
        return windows.stream().mapToDouble(Window::perSecond).max().orElseThrow();
    }

    long failed() {
        return windows.stream().mapToLong(Window::failed).sum();
    }

    /** The cells {@link #HEADS} names. */
    String[] cells(String work, String contestant) {
        return new String[] {
            work, contestant, Cells.count(rate()), "%s–%s".formatted(Cells.count(lowest()), Cells.count(highest())),
            millis(Window::p50Millis), millis(Window::p99Millis), cpu(Window::appMillis), cpu(Window::postgresMillis), Cells.count(failed())
        };
    }

    static final String[] HEADS = {
        "work               ", "by                  ", "rate/s", "lowest–highest", "p50", "p99", "CPU, own", "PostgreSQL", "failed"
    };

    private String millis(ToDoubleFunction<Window> figure) {
        double median = median(figure);
        return median == 0 ? "" : String.format(Locale.ROOT, "%.1f ms", median);
    }

    private String cpu(ToDoubleFunction<Window> figure) {
        double median = median(figure);
        return median == 0 ? "" : String.format(Locale.ROOT, "%.3f ms", median);
    }
}
