package io.taskledger.connection;

import io.taskledger.StartupRefused;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * For how long an instance that was told to stop says that it is not ready, and serves on, so that load balancers send requests elsewhere.
 *
 * @param length 0 to 10 minutes
 */
record ShutdownDelay(Duration length) {

    private static final String VARIABLE = "TASKLEDGER_SHUTDOWN_DELAY";
    /** With it, with what follows it and with PostgreSQL's own end a stop takes less than the 10 s that {@code docker stop} grants. */
    private static final Duration DEFAULT = Duration.ofSeconds(3);

    private static final Duration LONGEST = Duration.ofMinutes(10);

    static ShutdownDelay of(Environment environment) {
        String named = environment.getRequiredProperty("taskledger.shutdown.delay").strip();
        if (named.isEmpty()) {
            return new ShutdownDelay(DEFAULT);
        }
        try {
            Duration length = DurationStyle.detectAndParse(named, ChronoUnit.SECONDS);
            if (!length.isNegative() && length.compareTo(LONGEST) <= 0) {
                return new ShutdownDelay(length);
            }
        } catch (IllegalArgumentException | ArithmeticException _) {
            // refused below
        }
        throw new StartupRefused(
                VARIABLE + " is no time from 0 to 10 minutes.",
                "Write seconds, such as 5, or a time with its unit, such as 500ms or 1m; 0 for none.");
    }
}
