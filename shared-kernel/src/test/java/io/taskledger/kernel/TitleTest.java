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
        assertThat(WhiteSpace.everyCharacter().filter(character -> WhiteSpace.is(character) || !isControl(character)))
                .allSatisfy(character -> assertThat(Title.of(character + "milk" + character).value())
                        .isEqualTo(WhiteSpace.is(character) ? "milk" : character + "milk" + character));
    }

    @Test
    void is_not_white_space_alone() {
        assertThat(WhiteSpace.characters()).allSatisfy(space -> assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> Title.of(space.repeat(3))).withMessage("must not be blank"));
    }

    @Test
    void keeps_the_white_space_inside_it() {
        assertThat(WhiteSpace.characters().filter(space -> !isControl(space))).hasSize(19).allSatisfy(space ->
                assertThat(Title.of("oat" + space + space + "milk").value()).isEqualTo("oat" + space + space + "milk"));
    }

    @Test
    void has_no_control_characters() {
        assertThat(WhiteSpace.everyCharacter().filter(TitleTest::isControl)).hasSize(64).allSatisfy(control ->
                assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> Title.of("oat" + control + "milk"))
                        .withMessage("must not contain the control character U+%04X", control.codePointAt(0)));
    }

    /** Zero-width, bidirectional, shorthand and musical formats, fillers, variation selectors, tags, blank symbols, noncharacters. */
    @ParameterizedTest
    @ValueSource(ints = {
        0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180E, 0x180F, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202E,
        0x2060, 0x2064, 0x2065, 0x2066, 0x2069, 0x206A, 0x206F, 0x2800, 0x3164, 0xFDD0, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0, 0xFFF9, 0xFFFE,
        0xFFFF, 0x13430, 0x16FE4, 0x1BCA0, 0x1D159, 0x1D173, 0x1FFFE, 0xE0001, 0xE0020, 0xE007F, 0xE0080, 0xE0100, 0xE01EF, 0xE0FFF, 0x10FFFF
    })
    void has_a_character_that_can_be_seen(int invisible) {
        String character = Character.toString(invisible);
        for (String title : new String[] {character, character.repeat(3), " \u200B" + character + " \uFEFF "}) {
            assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> Title.of(title)).withMessage("must have at least one character that can be seen");
        }
        assertThat(Title.of(character + "a" + character).value()).isEqualTo(character + "a" + character);
    }

    /**
     * A lone accent, signs that are format characters and show, symbols, private use, unassigned, emoji of several code points, letters
     * right to left.
     */
    @ParameterizedTest
    @ValueSource(strings = {"\u0301", "\u0600", "\u06DD", "\uD804\uDCBD", ".", "\u2603", "\u2801", "\uE000", "\uFFFC", "\uD83D\uDC69\u200D\uD83D\uDCBB", "\u2764\uFE0F",
        "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC7F", "\u200F\u05D7\u05DC\u05D1", "\u0645\u06CC\u200C\u062E\u0631\u0645", "\uDB7F\uDFFD", "\uD81A\uDFFD"})
    void is_seen_if_one_character_is(String title) {
        assertThat(Title.of(title).value()).isEqualTo(title);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " milk ", "oat\nmilk", "\u200B", "\u0007", "\u3164"})
    void that_is_stored_is_taken_as_it_is(String stored) {
        assertThat(new Title(stored).value()).isEqualTo(stored);
    }

    @Unstorable
    void holds_nothing_that_postgresql_cannot_store(String unstorable) {
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> Title.of(unstorable)).withMessageStartingWith("must not contain");
    }

    private static boolean isControl(String character) {
        return Character.getType(character.codePointAt(0)) == Character.CONTROL;
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
