package io.taskledger.query.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

class CaselessTest {

    private static final List<Integer> ASSIGNED = IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
            .filter(c -> Character.isDefined(c) && Character.getType(c) != Character.PRIVATE_USE && Character.getType(c) != Character.SURROGATE)
            .boxed().toList();
    private static final List<Integer> MARKS = ASSIGNED.stream().filter(c -> Character.getType(c) == Character.NON_SPACING_MARK).toList();
    private static final List<Integer> CHANGED = ASSIGNED.stream()
            .filter(c -> !Caseless.of(Character.toString(c)).equals(Character.toString(c)) || Character.toUpperCase(c) != c).toList();

    @ParameterizedTest
    @CsvSource({
        "\u03a3\u03c3\u03c2, \u03c3\u03c3\u03c3", "I\u0130i\u0131, iiii", "\u1e9e, \u00df", "\u212a, k", "\ufb01, fi", "\u01c5, d\u017e",
        "\uff76\uff9e, \u30ac", "\u0390, \u0390", "\u03aa\u0301, \u0390", "J\u030c, \u01f0", "E\u0301, \u00e9", "\u017f, s",
        "\u00b5, \u03bc", "\u1c90, \u10d0", "\u13a0, \uab70"
    })
    void code_points_of_one_letter_are_one(String text, String caseless) {
        assertThat(Caseless.of(text)).isEqualTo(caseless);
    }

    @Test
    void a_second_application_changes_nothing() {
        ASSIGNED.forEach(c -> expectStable(Character.toString(c)));
        var random = new Random(20261129);
        for (int i = 0; i < 200_000; i++) {
            var text = new StringBuilder();
            for (int length = 1 + random.nextInt(6); length > 0; length--) {
                List<Integer> of = random.nextInt(3) == 0 ? MARKS : CHANGED;
                text.appendCodePoint(of.get(random.nextInt(of.size())));
            }
            expectStable(text.toString());
        }
    }

    private static void expectStable(String text) {
        String once = Caseless.of(text);
        assertThat(Caseless.of(once)).as(text.codePoints().mapToObj(Integer::toHexString).toList().toString()).isEqualTo(once);
    }

    @Test
    void composition_makes_no_difference_and_neither_does_simple_case() {
        for (int c : ASSIGNED) {
            String text = Character.toString(c);
            String caseless = Caseless.of(text);
            assertThat(Caseless.of(Normalizer.normalize(text, Form.NFD))).as("%x", c).isEqualTo(caseless);
            assertThat(Caseless.of(Character.toString(Character.toUpperCase(c)))).as("%x", c).isEqualTo(caseless);
            assertThat(Caseless.of(Character.toString(Character.toTitleCase(c)))).as("%x", c).isEqualTo(caseless);
        }
    }

    @Test
    void a_code_point_becomes_at_most_18() {
        assertThat(ASSIGNED).allSatisfy(c -> assertThat(Caseless.of(Character.toString(c)).codePoints().count()).isBetween(1L, 18L));
    }

    @Test
    void a_sort_key_is_its_own_sort_key_and_bounded() {
        String key = TasksProjection.sortKey("\ufdfa".repeat(200));
        assertThat(key.codePoints().count()).isEqualTo(400);
        assertThat(TasksProjection.sortKey(key)).isEqualTo(key);
        String milk = "\ud83e\udd5b".repeat(200);
        assertThat(TasksProjection.sortKey(milk)).isEqualTo(milk);
        assertThat(Caseless.prefix("\ud83e\udd5b".repeat(3), 2)).isEqualTo("\ud83e\udd5b".repeat(2));
    }
}
