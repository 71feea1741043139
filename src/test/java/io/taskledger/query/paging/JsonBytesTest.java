package io.taskledger.query.paging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.stream.IntStream;

class JsonBytesTest {

    private static final int QUOTES = 2;

    private final JsonMapper json = JsonMapper.shared();

    /** The running sum in SQL, of text as it is stored, must not end a page before its JSON does. */
    @Test
    void no_character_has_more_bytes_than_are_counted_as_text_or_as_json() {
        assertThat(IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
                        .filter(code -> code < Character.MIN_SURROGATE || code > Character.MAX_SURROGATE)
                        .mapToObj(Character::toString)
                        .filter(text -> JsonBytes.of(text) < Math.max(text.getBytes(UTF_8).length, json.writeValueAsBytes(text).length - QUOTES)))
                .isEmpty();
    }

    @Test
    void text_is_counted_as_it_is_sent() {
        for (String text : List.of("", "Buy milk", "\"quoted\" \\ and\nlines\t", "\u0001\u001f", "stra\u00dfe", "\u20ac", "\ud83e\udd5b")) {
            assertThat(JsonBytes.of(text)).as(text).isEqualTo(json.writeValueAsBytes(text).length - QUOTES);
        }
        assertThat(JsonBytes.of(null)).isZero();
    }

    @Test
    void a_page_has_one_item_at_least() {
        assertThat(PageEnd.cut(List.of(9_000_000, 1), 10, item -> item)).containsExactly(9_000_000);
        assertThat(PageEnd.cut(List.of(1, 9_000_000), 10, item -> item)).containsExactly(1);
        assertThat(PageEnd.cut(List.of(1, 2, 3), 2, item -> item)).containsExactly(1, 2);
        assertThat(PageEnd.cut(List.<Integer>of(), 2, item -> item)).isEmpty();
    }
}
