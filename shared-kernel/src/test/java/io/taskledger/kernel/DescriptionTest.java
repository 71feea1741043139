package io.taskledger.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptionTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", " ", "\uD83E\uDD5B"})
    void has_1000_code_points_at_most(String character) {
        assertThat(Description.of(character.repeat(1000)).value()).isEqualTo(character.repeat(1000));
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> Description.of(character.repeat(1001)))
                .withMessage("must have at most 1000 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "  Two litres\n\tof the organic one \u2003", "one\r\ntwo\u0085three\u2028four\u2029five", "\u200B"})
    void is_kept_as_its_owner_wrote_it(String text) {
        assertThat(Description.of(text).value()).isEqualTo(text);
        assertThat(Description.of(text)).hasToString(text);
    }

    @Unstorable
    void holds_nothing_that_postgresql_cannot_store(String unstorable) {
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> Description.of(unstorable))
                .withMessageStartingWith("must not contain");
    }

    @Test
    void has_no_control_characters_but_tabs_and_line_breaks() {
        String allowed = "\t\n\r\u0085";
        assertThat(WhiteSpace.everyCharacter().filter(character -> Character.getType(character.codePointAt(0)) == Character.CONTROL)
                .filter(control -> !allowed.contains(control))).hasSize(60).allSatisfy(control ->
                assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> Description.of("oat" + control + "milk"))
                        .withMessage("must not contain the control character U+%04X", control.codePointAt(0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0007", "\u001b[2J"})
    void that_is_stored_is_taken_as_it_is(String stored) {
        assertThat(new Description(stored).value()).isEqualTo(stored);
    }
}
