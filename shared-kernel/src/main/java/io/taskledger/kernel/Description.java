package io.taskledger.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What a task is about, as its owner wrote it.
 *
 * @param value the text; a description that is stored is taken as it is, so that a stricter rule never makes an old event unreadable
 */
public record Description(@JsonValue String value) {

    /** In Unicode code points. */
    public static final int MAX_LENGTH = 1000;

    /** The control characters that lay text out: the tab, and the line breaks LF, CR and NEL. */
    private static final String LAYOUT = "\t\n\r\u0085";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Description {}

    /**
     * The description that a client sent, untouched: at most 1000 Unicode code points, no control characters (general category Cc) but
     * the tab and the line breaks U+000A, U+000D and U+0085, and nothing that PostgreSQL can't store.
     *
     * @throws InvalidValue where the text breaks this rule
     */
    public static Description of(String text) {
        Text.requireNoControls(LAYOUT, Text.requireStorable(text));
        return new Description(Text.requireAtMost(MAX_LENGTH, text));
    }

    @Override
    public String toString() {
        return value;
    }
}
