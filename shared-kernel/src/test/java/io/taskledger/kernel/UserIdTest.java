package io.taskledger.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"ann", " ann", "ann ", "ANN", "auth0|5f7c", "名前", "\uD83E\uDD5B", "a\tb", "\u0001"})
    void is_the_sub_untouched(String sub) {
        assertThat(new UserId(sub).value()).isEqualTo(sub);
        assertThat(new UserId(sub)).hasToString(sub);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ann", "ann ", " ann", "\uFF41nn"})
    void is_compared_exactly(String other) {
        assertThat(new UserId("ann")).isEqualTo(new UserId("ann")).isNotEqualTo(new UserId(other));
    }

    @Test
    void is_not_composed_or_decomposed_before_it_is_compared() {
        assertThat(new UserId("Zo\u00EB")).isNotEqualTo(new UserId("Zoe\u0308"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\uD83E\uDD5B"})
    void has_255_code_points_at_most(String character) {
        assertThat(new UserId(character.repeat(255)).value()).isEqualTo(character.repeat(255));
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> new UserId(character.repeat(256)))
                .withMessage("must have at most 255 characters");
    }

    @Test
    void is_not_blank() {
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> new UserId("")).withMessage("must not be blank");
        assertThat(WhiteSpace.characters()).allSatisfy(space -> assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> new UserId(space + space)).withMessage("must not be blank"));
    }

    @Unstorable
    void holds_nothing_that_postgresql_cannot_store(String unstorable) {
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> new UserId(unstorable))
                .withMessageStartingWith("must not contain");
    }
}
