package io.taskledger.kernel;

/** Rules for text that a client sends. */
public final class Text {

    private Text() {}

    /** @throws InvalidValue where PostgreSQL could not store the text: it holds U+0000 or an unpaired surrogate */
    public static String requireStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit == 0) {
                throw new InvalidValue("must not contain the character U+0000");
            }
            if (Character.isSurrogate(unit)) {
                if (Character.isLowSurrogate(unit) || i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new InvalidValue("must not contain an unpaired surrogate");
                }
                i++;
            }
        }
        return text;
    }

    /** @throws InvalidValue where the text has more code points than {@code most} */
    public static String requireAtMost(int most, String text) {
        if (text.length() > most && text.codePointCount(0, text.length()) > most) {
            throw new InvalidValue("must have at most " + most + " characters");
        }
        return text;
    }

    /**
     * @param allowed the control characters that the text may have all the same
     * @throws InvalidValue where the text has any other: general category Cc, U+0000 to U+001F and U+007F to U+009F
     */
    static void requireNoControls(String allowed, String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isISOControl(unit) && allowed.indexOf(unit) < 0) {
                throw new InvalidValue("must not contain the control character U+%04X".formatted((int) unit));
            }
        }
    }

    /** The text without white space (Unicode's property White_Space) at either end; in linear time, whatever the text. */
    public static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isWhiteSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isWhiteSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Unicode's White_Space is the separators (Zs, Zl, Zp), U+0009 to U+000D and U+0085; all in the basic plane. */
    static boolean isWhiteSpace(char unit) {
        return Character.isSpaceChar(unit) || (unit >= '\t' && unit <= '\r') || unit == '\u0085';
    }
}
