package io.taskledger.web;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Writes times as RFC 3339 has them, with six digits always, so that times sort as text. A list of 50 tasks has a hundred: a
 * {@link DateTimeFormatter} takes ten times as long for one.
 */
final class TimestampJson extends StdSerializer<Instant> {

    private static final DateTimeFormatter OF_ODD_YEARS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final int LAST_YEAR_OF_FOUR_DIGITS = 9999;
    private static final String FORM = "0000-00-00T00:00:00.000000Z";
    private static final int NANOS_OF_A_MICROSECOND = 1_000;

    TimestampJson() {
        super(Instant.class);
    }

    @Override
    public void serialize(Instant at, JsonGenerator json, SerializationContext context) {
        json.writeString(text(at));
    }

    /** The time, cut to microseconds. */
    static String text(Instant at) {
        var time = LocalDateTime.ofEpochSecond(at.getEpochSecond(), at.getNano(), ZoneOffset.UTC);
        if (time.getYear() < 0 || time.getYear() > LAST_YEAR_OF_FOUR_DIGITS) {
            return OF_ODD_YEARS.format(at);
        }
        char[] text = FORM.toCharArray();
        write(time.getYear(), text, 4);
        write(time.getMonthValue(), text, 7);
        write(time.getDayOfMonth(), text, 10);
        write(time.getHour(), text, 13);
        write(time.getMinute(), text, 16);
        write(time.getSecond(), text, 19);
        write(time.getNano() / NANOS_OF_A_MICROSECOND, text, 26);
        return new String(text);
    }

    /** @param end behind the last digit; the zeros before the first are there */
    private static void write(int number, char[] text, int end) {
        int at = end;
        for (int rest = number; rest > 0; rest /= 10) {
            text[--at] += (char) (rest % 10);
        }
    }
}
