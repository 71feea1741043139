package io.taskledger.query.paging;

import org.jspecify.annotations.Nullable;

/** How many bytes JSON takes, at most, without making it. */
public final class JsonBytes {

    private static final int OF_AN_ESCAPE = 6;

    private JsonBytes() {}

    /** Of the text as a string of JSON in UTF-8, without its quotes; of null, too. Exact, but where a character that could be sent as it is gets escaped. */
    public static int of(@Nullable String text) {
        int bytes = 0;
        for (int i = 0; text != null && i < text.length(); i++) {
            bytes += of(text.charAt(i));
        }
        return bytes;
    }

    /** A surrogate pair has 4 bytes, 2 for each of the two; U+0085, U+2028 and U+2029 end lines to some clients, and may be escaped. */
    private static int of(char unit) {
        return switch (unit) {
            case '"', '\\', '\b', '\t', '\n', '\f', '\r' -> 2;
            case '\u0085', '\u2028', '\u2029' -> OF_AN_ESCAPE;
            default -> {
                if (unit < 0x20) {
                    yield OF_AN_ESCAPE;
                }
                yield unit < 0x80 ? 1 : unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
            }
        };
    }
}
