package io.taskledger.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TitleTest {

    private static final String GLASS_OF_MILK = "\uD83E\uDD5B";

    @ParameterizedTest
    @ValueSource(strings = {"a", GLASS_OF_MILK})
    void has_200_code_points_at_most(String character) {
        assertThat(Title.of(character.repeat(200)).value()).isEqualTo(character.repeat(200));
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> Title.of(character.repeat(201)))
                .withMessage("must have at most 200 characters");
    }

    @Test
    void may_mix_characters_inside_and_outside_the_basic_plane_up_to_its_bound() {
        assertThatNoException().isThrownBy(() -> Title.of("ab".repeat(50) + GLASS_OF_MILK.repeat(100)));
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> Title.of("ab".repeat(50) + GLASS_OF_MILK.repeat(101)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", GLASS_OF_MILK})
    void has_one_code_point_at_least(String character) {
        assertThat(Title.of(character).value()).isEqualTo(character);
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> Title.of("")).withMessage("must not be blank");
    }

    @Test
    void is_not_counted_before_it_is_trimmed() {
        assertThat(Title.of(" ".repeat(300) + "a".repeat(200) + " ".repeat(300)).value()).hasSize(200);
    }

    @Test
    void is_trimmed_of_exactly_what_unicode_calls_white_space() {
        assertThat(WhiteSpace.characters()).hasSize(25);
        assertThat(WhiteSpace.everyCharacter()).allSatisfy(character -> assertThat(Title.of(character + "milk" + character).value())
                .isEqualTo(WhiteSpace.is(character) ? "milk" : character + "milk" + character));
    }

    @Test
    void is_not_white_space_alone() {
        assertThat(WhiteSpace.characters()).allSatisfy(space -> assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> Title.of(space.repeat(3))).withMessage("must not be blank"));
    }

    @Test
    void keeps_the_white_space_inside_it() {
        assertThat(WhiteSpace.characters()).allSatisfy(space ->
                assertThat(Title.of("oat" + space + space + "milk").value()).isEqualTo("oat" + space + space + "milk"));
    }

    @Test
    void is_already_trimmed_when_it_is_made_of_its_value() {
        assertThat(WhiteSpace.characters()).allSatisfy(space -> {
            assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> new Title(space + "milk"));
            assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> new Title("milk" + space));
        });
    }

    @Unstorable
    void holds_nothing_that_postgresql_cannot_store(String unstorable) {
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> Title.of(unstorable)).withMessageStartingWith("must not contain");
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> new Title(unstorable));
    }

    @Test
    void reads_as_its_value() {
        assertThat(Title.of(" Buy milk ")).hasToString("Buy milk");
    }

    @Property
    void is_the_same_when_it_is_trimmed_again(@ForAll String raw) {
        try {
            Title title = Title.of(raw);
            assertThat(Title.of(title.value())).isEqualTo(title);
            assertThat(raw).contains(title.value());
        } catch (InvalidValue refused) {
            assertThat(refused).hasMessageStartingWith("must ");
        }
    }
}
