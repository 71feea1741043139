package io.taskledger.commandline;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.IntStream;

/** Rows of text, the first of which says what is in the columns; numbers stand to the right. */
record Table(List<List<String>> rows) {

    private static final String GAP = "  ";

    String text() {
        int[] widths = IntStream.range(0, rows.getFirst().size())
                .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).collect(joining("\n"));
    }

    private String line(List<String> row, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> cell(row.get(column), widths[column], isNumeric(column)))
                .collect(joining(GAP))
                .stripTrailing();
    }

    private boolean isNumeric(int column) {
        return rows.stream().skip(1).allMatch(row -> row.get(column).matches("-|-?[\\d,.]+"))
                && rows.stream().skip(1).anyMatch(row -> !row.get(column).equals("-"));
    }

    private static String cell(String text, int width, boolean toTheRight) {
        String padding = " ".repeat(width - text.length());
        return toTheRight ? padding + text : text + padding;
    }
}
