package io.taskledger.refusal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/** Texts that clients and issuers chose, as people are shown them in answers, headers and the log. */
public final class Shown {

    /** In characters. */
    private static final int LONGEST = 150;

    private static final HexFormat HEX = HexFormat.of().withUpperCase().withPrefix("%");

    private Shown() {}

    /**
     * The text in single quotes, cut short where it is long. Of printable ASCII it holds what a description of an error may hold (RFC 6750,
     * section 3); all else is written as {@code %} and the hexadecimal bytes of its UTF-8.
     */
    public static String of(String text) {
        var shown = new StringBuilder("'");
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            if (shown.length() > LONGEST) {
                shown.append("...");
                break;
            }
            int character = text.codePointAt(at);
            shown.append(isPlain(character) ? Character.toString(character) : HEX.formatHex(Character.toString(character).getBytes(UTF_8)));
        }
        return shown.append('\'').toString();
    }

    private static boolean isPlain(int character) {
        return character >= ' ' && character <= '~' && character != '"' && character != '\\' && character != '\'';
    }
}
