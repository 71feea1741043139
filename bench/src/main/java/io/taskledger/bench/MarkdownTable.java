package io.taskledger.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Is printed row by row, as results come in. */
final class MarkdownTable {

    private static final int NARROWEST = 9;

    private final List<Integer> widths;

    MarkdownTable(String... heads) {
        widths = Arrays.stream(heads).map(head -> Math.max(NARROWEST, head.length())).toList();
        row(heads);
        System.out.println(widths.stream().map(width -> "-".repeat(width + 1) + ":").collect(Collectors.joining("|", "|", "|")));
    }

    void row(String... cells) {
        System.out.println(IntStream.range(0, cells.length)
                .mapToObj(i -> ("%" + widths.get(i) + "s").formatted(cells[i]))
                .collect(Collectors.joining(" | ", "| ", " |")));
    }
}
