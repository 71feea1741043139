package io.taskledger.query.audit;

import io.taskledger.kernel.InvalidRequest;
import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as clients write them: RFC 3339, section 5.6, with any number of digits of a second, the second 60 of a leap second, which counts
 * as the next minute's first, and offsets to 23:59. The offset may also be {@code +0000} or {@code +00}, as strftime's {@code %z} and
 * PostgreSQL write it.
 */
final class Timestamps {

    private static final Pattern FORM = Pattern.compile("(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
            + "T(?<minute>[0-9]{2}:[0-9]{2}):(?<second>[0-5][0-9]|60)(?:\\.(?<fraction>[0-9]++))?"
            + "(?:Z|(?<sign>[+-])(?<hours>[01][0-9]|2[0-3])(?::?(?<minutes>[0-5][0-9]))?)");

    private static final int DIGITS = 6;

    private Timestamps() {}

    /**
     * The time to the microsecond, which is as exact as changes are kept. It is rounded up, so that the same changes are on either side
     * of it.
     *
     * @param name of the parameter
     * @throws InvalidRequest where the text is no timestamp
     */
    static Instant parse(String name, String text) {
        Matcher time = FORM.matcher(text.toUpperCase(Locale.ROOT));
        try {
            if (time.matches()) {
                return LocalDate.parse(time.group("date")).atTime(LocalTime.parse(time.group("minute")))
                        .toInstant(ZoneOffset.UTC)
                        .plusSeconds(Integer.parseInt(time.group("second")))
                        .plusNanos(1_000L * microseconds(time.group("fraction")))
                        .minus(offset(time));
            }
        } catch (DateTimeException _) {
            // such as a 30th of February: refused below
        }
        throw InvalidRequest.unreadable(name,
                "must be a timestamp of RFC 3339 with its offset, such as 2026-01-16T09:30:00Z"
                        + " (in a URL, + is written %2B: as it is, it means a space)");
    }

    private static int microseconds(@Nullable String fraction) {
        if (fraction == null) {
            return 0;
        }
        String kept = (fraction + "0".repeat(DIGITS)).substring(0, DIGITS);
        boolean more = fraction.length() > DIGITS && !fraction.substring(DIGITS).chars().allMatch(digit -> digit == '0');
        return Integer.parseInt(kept) + (more ? 1 : 0);
    }

    private static Duration offset(Matcher time) {
        if (time.group("sign") == null) {
            return Duration.ZERO;
        }
        String minutes = time.group("minutes");
        Duration offset = Duration.ofHours(Integer.parseInt(time.group("hours")))
                .plusMinutes(minutes == null ? 0 : Integer.parseInt(minutes));
        return time.group("sign").equals("-") ? offset.negated() : offset;
    }
}
