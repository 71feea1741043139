package io.taskledger.kernel;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** White space as the Unicode tables of the JDK have it: what the rules are held against. */
final class WhiteSpace {

    private static final Pattern PROPERTY = Pattern.compile("\\p{IsWhite_Space}");

    private WhiteSpace() {}

    static boolean is(String character) {
        return PROPERTY.matcher(character).matches();
    }

    static Stream<String> characters() {
        return everyCharacter().filter(WhiteSpace::is);
    }

    /** Every code point that text may hold, as a string of its own. */
    static Stream<String> everyCharacter() {
        return Stream.iterate(Character.MIN_CODE_POINT + 1, point -> point <= Character.MAX_CODE_POINT, point -> point + 1)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .map(Character::toString);
    }
}
