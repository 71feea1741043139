package io.taskledger.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A task's title.
 *
 * @param value the text; a title that is stored is taken as it is, so that a stricter rule never makes an old event unreadable
 */
public record Title(@JsonValue String value) {

    /** In Unicode code points. */
    public static final int MAX_LENGTH = 200;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Title {}

    /**
     * The title that a client sent, without the white space around it: 1 to 200 Unicode code points, among them one that can be seen
     * ({@link Visibility}); no control characters (general category Cc), and nothing that PostgreSQL can't store.
     *
     * @throws InvalidValue where the text breaks this rule
     */
    public static Title of(String raw) {
        String text = Text.trim(Text.requireStorable(raw));
        if (text.isEmpty()) {
            throw new InvalidValue("must not be blank");
        }
        Text.requireNoControls("", text);
        if (!Visibility.shows(text)) {
            throw new InvalidValue("must have at least one character that can be seen");
        }
        return new Title(Text.requireAtMost(MAX_LENGTH, text));
    }

    @Override
    public String toString() {
        return value;
    }
}
