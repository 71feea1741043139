package io.taskledger.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;

class TimestampJsonTest {

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "2026-11-30T07:05:09Z, 2026-11-30T07:05:09.000000Z",
        "2026-01-02T00:00:00.000001999Z, 2026-01-02T00:00:00.000001Z",
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000000Z",
        "1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999999Z",
        "2024-02-29T23:59:59.1Z, 2024-02-29T23:59:59.100000Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00.000000Z",
        "0999-12-31T10:20:30.000100Z, 0999-12-31T10:20:30.000100Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999Z",
        "+10000-01-01T00:00:00Z, +10000-01-01T00:00:00.000000Z",
        "-0001-01-01T00:00:00Z, -0001-01-01T00:00:00.000000Z"
    })
    void a_time_has_six_digits_always(Instant at, String text) {
        assertThat(TimestampJson.text(at)).isEqualTo(text);
    }

    @Test
    void it_is_what_a_formatter_makes_of_it() {
        var random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            Instant at = Instant.ofEpochSecond(random.nextLong(-62_167_219_200L, 253_402_300_800L), random.nextInt(1_000_000_000));
            assertThat(TimestampJson.text(at)).isEqualTo(FORM.format(at));
        }
    }
}
