package io.taskledger.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What {@code bench/performance} was asked for.
 *
 * @param seconds of each window
 * @param warmUpSeconds of lists and then of creates, by the service, before anything is compared; and of completions, by each contestant,
 *     before these are compared
 * @param growth events of the ledger that has grown
 * @param connections those of the row {@code open}
 * @param aot whether the service has an AOT cache, as it makes itself one where nobody says anything
 * @param rows all, where it is empty
 */
record Options(
        int users, int tasksOfUser, int seconds, int rounds, int warmUpSeconds, int connections, long growth, boolean aot,
        Set<String> rows) {

    /** Rows that are no {@link Work}. */
    static final List<String> OTHER_ROWS = List.of("eddsa", "start", "cold", "memory", "lag", "users", "busy", "open", "growth");

    private static final List<String> NAMES =
            List.of("--users", "--tasks", "--seconds", "--rounds", "--warm-up", "--connections", "--growth", "--aot", "--rows");

    static Options parse(List<String> arguments) {
        Map<String, String> given = new HashMap<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            if (!NAMES.contains(parts[0]) || parts.length < 2) {
                throw new CannotMeasure("bench/performance: %s is none of its options, which are %s, each with =VALUE"
                        .formatted(argument, String.join(", ", NAMES)));
            }
            given.put(parts[0], parts[1]);
        }
        return new Options(
                number(given, "--users", 1_000),
                number(given, "--tasks", 1_000),
                number(given, "--seconds", 10),
                number(given, "--rounds", 3),
                number(given, "--warm-up", 105),
                number(given, "--connections", 10_000),
                number(given, "--growth", 2_000_000),
                isOn("--aot", given.getOrDefault("--aot", "on")),
                rows(given.getOrDefault("--rows", "")));
    }

    private static boolean isOn(String name, String value) {
        if (!value.matches("on|off")) {
            throw new CannotMeasure("bench/performance: %s is to be on or off, not %s".formatted(name, value));
        }
        return value.equals("on");
    }

    private static int number(Map<String, String> given, String name, int otherwise) {
        String value = given.getOrDefault(name, "" + otherwise);
        if (!value.matches("[1-9][0-9]{0,8}")) {
            throw new CannotMeasure("bench/performance: %s is to be a whole number above 0, not %s".formatted(name, value));
        }
        return Integer.parseInt(value);
    }

    private static Set<String> rows(String value) {
        Set<String> rows = new TreeSet<>(value.isEmpty() ? List.of() : Arrays.asList(value.toLowerCase(Locale.ROOT).split(",")));
        for (String row : rows) {
            if (!Work.isKey(row) && !OTHER_ROWS.contains(row)) {
                throw new CannotMeasure("bench/performance: there is no row %s; there are %s".formatted(
                        row, String.join(", ", Stream.concat(Arrays.stream(Work.values()).map(Work::key), OTHER_ROWS.stream()).toList())));
            }
        }
        return rows;
    }

    boolean wants(String row) {
        return rows.isEmpty() || rows.contains(row);
    }

    Duration window() {
        return Duration.ofSeconds(seconds);
    }

    Population population() {
        long tasks = (long) users * tasksOfUser;
        return new Population(users, tasks, Math.max(1, Math.min(20_000, tasks / 10)));
    }

    /** After which the run is given up: twice what it should take, and some time for what grows with the data. */
    Duration limit() {
        long windows = (Work.values().length * 4L + 18) * rounds + 20;
        long warmUps = 11; // cold 2, complete 4 with a fifth more, lag 1, growth 3
        return Duration.ofSeconds(2 * (windows * (seconds + 4) + warmUps * warmUpSeconds))
                .plusMinutes(30)
                .plusMillis(2 * (growth + population().events()));
    }
}
