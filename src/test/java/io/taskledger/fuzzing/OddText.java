package io.taskledger.fuzzing;

import java.util.List;

/** Text from Unicode's odd corners. */
final class OddText {

    /** Of code points, both ends included: no U+0000, no surrogates. */
    private static final int[][] RANGES = {
        {0x20, 0x7e}, {0x20, 0x7e}, {0x20, 0x7e}, {0x01, 0x1f}, {0x7f, 0xa0}, {0xa1, 0x17f}, {0x300, 0x36f}, {0x370, 0x3ff}, {0x590, 0x6ff},
        {0xe00, 0xe7f}, {0x1100, 0x11ff}, {0x1e00, 0x1fff}, {0x2000, 0x206f}, {0x20d0, 0x20ff}, {0x2e80, 0x303f}, {0xac00, 0xd7a3},
        {0xe000, 0xf8ff}, {0xfb00, 0xfdff}, {0xfe00, 0xfeff}, {0xfff0, 0xffff}, {0x10000, 0x103ff}, {0x10400, 0x1044f}, {0x1d400, 0x1d7ff},
        {0x1f300, 0x1faff}, {0x20000, 0x200ff}, {0xe0000, 0xe007f}, {0xf0000, 0xf00ff}, {0x10fff0, 0x10ffff}
    };

    private static final List<String> PHRASES = List.of(
            "\u0130stanbul", "\u038c\u03a3\u039f\u03a3", "stra\u00dfe", "\u0149", "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67", "e\u0301",
                    "100%_\\",
            "' or 1=1 --", "\"; drop table tasks; --", "<script>alert(1)</script>", "${jndi:ldap://x}", "\u202etxt.exe", "null", "\ufeff", "\uffff",
            "Z\u0351\u0352\u0353a", "\u01c5", "\ufb03", "\u2028\u2029", "\r\nSet-Cookie: a=b", "\\u0000", "../../etc/passwd", "{{7*7}}",
            "\ud83c\udff4\udb40\udc67");

    private OddText() {}

    /** Text of so many code points that PostgreSQL can store, often at either end of what is allowed. */
    static String storable(Dice dice, int least, int most) {
        int length = dice.percent(4) ? most : dice.percent(10) ? least : Math.min(most, least + dice.below(24));
        var text = new StringBuilder();
        if (dice.percent(25)) {
            text.append(dice.of(PHRASES));
        }
        while (text.codePointCount(0, text.length()) < length) {
            text.appendCodePoint(codePoint(dice));
        }
        return text.substring(0, text.offsetByCodePoints(0, length));
    }

    /** Text that PostgreSQL can't store: with U+0000, or a surrogate alone. */
    static String unstorable(Dice dice) {
        String text = storable(dice, 0, 20);
        int at = text.offsetByCodePoints(0, dice.below(text.codePointCount(0, text.length()) + 1));
        return text.substring(0, at) + dice.of("\0", "\ud800 ", "\udc00", "\udfff\ud800.", "\udbff\udbff") + text.substring(at);
    }

    /** One or more of Unicode's white space. */
    static String whiteSpace(Dice dice) {
        return dice.of(" ", "\t", "\r\n", "\u0085", "\u00a0", "\u1680", "\u2000\u200a", "\u2028", "\u202f", "\u205f", "\u3000", "\u000b\f");
    }

    private static int codePoint(Dice dice) {
        int[] range = RANGES[dice.below(RANGES.length)];
        return dice.between(range[0], range[1]);
    }
}
