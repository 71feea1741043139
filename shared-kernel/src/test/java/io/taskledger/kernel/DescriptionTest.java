package io.taskledger.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptionTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", " ", "\uD83E\uDD5B"})
    void has_1000_code_points_at_most(String character) {
        assertThat(new Description(character.repeat(1000)).value()).isEqualTo(character.repeat(1000));
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> new Description(character.repeat(1001)))
                .withMessage("must have at most 1000 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "  Two litres\n\tof the organic one \u2003"})
    void is_kept_as_its_owner_wrote_it(String text) {
        assertThat(new Description(text).value()).isEqualTo(text);
        assertThat(new Description(text)).hasToString(text);
    }

    @Unstorable
    void holds_nothing_that_postgresql_cannot_store(String unstorable) {
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> new Description(unstorable))
                .withMessageStartingWith("must not contain");
    }
}
