package io.taskledger.bench;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/** What a run of the short form has kept for later ones: of each work the ratios and the CPU of its rounds. */
final class KeptFigures {

    /** Medians that are closer than that are the same, however small the spread of their rounds is. */
    private static final double NEARLY = 0.05;

    enum Comparison {
        LESS, SAME, MORE
    }

    private final Properties figures = new Properties();

    /** None where there is no such file. */
    static KeptFigures read(Path file) throws IOException {
        var kept = new KeptFigures();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                kept.figures.load(reader);
            }
        }
        return kept;
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (Writer writer = Files.newBufferedWriter(file)) {
            figures.store(writer, "bench/performance --short --keep");
        }
    }

    void put(Work work, List<Double> ratios, List<Double> cpu) {
        figures.setProperty(work.key() + ".ratios", text(ratios));
        figures.setProperty(work.key() + ".cpu", text(cpu));
    }

    List<Double> ratios(Work work) {
        return numbers(work.key() + ".ratios");
    }

    List<Double> cpu(Work work) {
        return numbers(work.key() + ".cpu");
    }

    boolean isEmpty() {
        return figures.isEmpty();
    }

    /** What is now compared with what was: different only where no round of one is among the rounds of the other. */
    static Comparison compare(List<Double> now, List<Double> before) {
        double change = Median.of(now) / Median.of(before) - 1;
        if (change < -NEARLY && highest(now) < lowest(before)) {
            return Comparison.LESS;
        }
        return change > NEARLY && lowest(now) > highest(before) ? Comparison.MORE : Comparison.SAME;
    }

    static double lowest(List<Double> numbers) {
        return numbers.stream().min(Double::compare).orElseThrow();
    }

    static double highest(List<Double> numbers) {
        return numbers.stream().max(Double::compare).orElseThrow();
    }

    private static String text(List<Double> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private List<Double> numbers(String name) {
        String text = figures.getProperty(name, "");
        return text.isEmpty() ? List.of() : Arrays.stream(text.split(" ")).map(Double::valueOf).toList();
    }
}
