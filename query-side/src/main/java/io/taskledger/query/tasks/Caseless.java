package io.taskledger.query.tasks;

import java.text.Normalizer;
import java.text.Normalizer.Form;

/**
 * Text as search and order compare it: without differences of case, of composition (é as one code point or two) and of compatibility (ﬁ and
 * fi). Each code point of the NFKC form becomes {@code toLowerCase(toUpperCase(c))}, which depends on no neighbour and no locale: σ and ς
 * are one, and so are i, ı, I and İ. The result is brought to NFKC again, since ΐ has a precomposed small letter and no capital one. A
 * second application changes nothing. A code point becomes at most 18.
 */
final class Caseless {

    private Caseless() {}

    static String of(String text) {
        String normal = Normalizer.normalize(text, Form.NFKC);
        var caseless = new StringBuilder(normal.length());
        normal.codePoints().forEach(c -> caseless.appendCodePoint(Character.toLowerCase(Character.toUpperCase(c))));
        return Normalizer.normalize(caseless, Form.NFKC);
    }

    /** The text's first code points, at most so many. */
    static String prefix(String caseless, int codePoints) {
        return caseless.length() <= codePoints || caseless.codePointCount(0, caseless.length()) <= codePoints
                ? caseless
                : caseless.substring(0, caseless.offsetByCodePoints(0, codePoints));
    }
}
