package io.taskledger.bench;

import java.time.Duration;

/** Runs one of the measurements; {@code bench/event-store}, {@code bench/projections} and {@code bench/roll-over} say which there are. */
public final class Benchmark {

    private static final String SECONDS = "10";

    private Benchmark() {}

    /** @param args the measurement, and how long or how much */
    public static void main(String[] args) throws Exception {
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
            default -> throw new IllegalArgumentException("There is no measurement " + args[0]);
        }
        if (Verdict.isBad()) {
            System.exit(1);
        }
    }

    private static Duration seconds(String[] args, int index) {
        return Duration.ofSeconds(Long.parseLong(argument(args, index, SECONDS)));
    }

    private static String argument(String[] args, int index, String otherwise) {
        return args.length > index ? args[index] : otherwise;
    }
}
