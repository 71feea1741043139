package io.taskledger.idle;

import io.taskledger.StartupRefused;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;

import java.time.Duration;
import java.util.Optional;

/** The setting that says after how long without anything to do an instance is put to sleep. */
final class IdleAfter {

    static final String VARIABLE = "TASKLEDGER_IDLE_AFTER";

    private static final String PROPERTY = "taskledger.idle-after";
    private static final String OFF = "off";
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private IdleAfter() {}

    /**
     * The time, 1 second to 1 day; nothing where the setting is {@code off}.
     *
     * @throws StartupRefused where it is neither
     */
    static Optional<Duration> from(Environment environment) {
        String given = environment.getProperty(VARIABLE, "");
        String named = (given.isBlank() ? environment.getProperty(PROPERTY, "") : given).strip();
        if (named.isEmpty() || named.equalsIgnoreCase(OFF) || named.equals("false")) { // YAML reads a plain off as false
            return Optional.empty();
        }
        return Optional.of(parse(named));
    }

    private static Duration parse(String named) {
        try {
            Duration time = DurationStyle.detectAndParse(named);
            if (time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0) {
                return time;
            }
        } catch (IllegalArgumentException | ArithmeticException _) {
            // refused below, like a time that is too short or too long
        }
        throw new StartupRefused(
                VARIABLE + " is \"" + named + "\".", "Set it to a time with its unit, 1s to 1d, such as 90s or 5m; or to off, for an instance that never sleeps.");
    }
}
