package io.taskledger.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A task's title: 1 to 200 Unicode code points, no white space at either end, nothing that PostgreSQL can't store.
 *
 * @param value the text, already trimmed
 */
public record Title(@JsonValue String value) {

    /** In Unicode code points. */
    public static final int MAX_LENGTH = 200;

    /** @throws InvalidValue where the value breaks the rule */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Title {
        Text.requireStorable(value);
        if (value.isEmpty()) {
            throw new InvalidValue("must not be blank");
        }
        if (Text.isWhiteSpace(value.charAt(0)) || Text.isWhiteSpace(value.charAt(value.length() - 1))) {
            throw new InvalidValue("must not begin or end with white space");
        }
        Text.requireAtMost(MAX_LENGTH, value);
    }

    /**
     * The title that a client meant: white space around it is dropped.
     *
     * @throws InvalidValue where what is left breaks the rule
     */
    public static Title of(String raw) {
        return new Title(Text.trim(raw));
    }

    @Override
    public String toString() {
        return value;
    }
}
