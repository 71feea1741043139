package io.taskledger.bench;

import java.time.Duration;
import java.util.List;

/** Runs one of the measurements; the programs in {@code bench/} say which there are. */
public final class Benchmark {

    private static final String SECONDS = "10";

    private Benchmark() {}

    /** @param args the measurement, and how long or how much */
    public static void main(String[] args) throws Exception {
        try {
            measure(args);
        } catch (CannotMeasure e) {
            if (!Server.isEnding()) {
                System.err.println(e.getMessage());
            }
            System.exit(1);
        } catch (Exception e) {
            if (!Server.isEnding()) {
                throw e;
            }
        }
        if (Verdict.isBad()) {
            System.exit(1);
        }
    }

    private static void measure(String[] args) throws Exception {
        switch (args[0]) {
            case "appends" -> Appends.measure(seconds(args, 1));
            case "latency" -> Latency.measure(seconds(args, 1));
            case "read" -> Reading.measure(Long.parseLong(argument(args, 1, "1000000")));
            case "growth" -> Growth.measure(Long.parseLong(argument(args, 1, "10000000")), seconds(args, 2));
            case "rebuild" -> Rebuilding.measure(Long.parseLong(argument(args, 1, "1000000")));
            case "serve" -> Serving.measure(Long.parseLong(argument(args, 1, "1000000")), seconds(args, 2));
            case "wait" -> Waiting.measure(seconds(args, 1));
            case "streams" -> Streaming.measure(seconds(args, 1));
            case "roll-over" -> RollOver.measure(System.getenv("OLDER_JAR"), Long.parseLong(argument(args, 1, "200000")), seconds(args, 2));
            case "performance" -> Performance.measure(Options.parse(List.of(args).subList(1, args.length)));
            case "short" -> ShortForm.measure(keep(List.of(args).subList(1, args.length)));
            default -> throw new IllegalArgumentException("There is no measurement " + args[0]);
        }
    }

    private static boolean keep(List<String> options) {
        if (!options.isEmpty() && !options.equals(List.of("--keep"))) {
            throw new CannotMeasure("bench/performance --short takes no option but --keep, not " + String.join(" ", options));
        }
        return !options.isEmpty();
    }

    private static Duration seconds(String[] args, int index) {
        return Duration.ofSeconds(Long.parseLong(argument(args, index, SECONDS)));
    }

    private static String argument(String[] args, int index, String otherwise) {
        return args.length > index ? args[index] : otherwise;
    }
}
