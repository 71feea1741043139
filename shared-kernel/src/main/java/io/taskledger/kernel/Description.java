package io.taskledger.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What a task is about, as its owner wrote it: at most 1000 Unicode code points, nothing that PostgreSQL can't store.
 *
 * @param value the text, untouched
 */
public record Description(@JsonValue String value) {

    /** In Unicode code points. */
    public static final int MAX_LENGTH = 1000;

    /** @throws InvalidValue where the value breaks the rule */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Description {
        Text.requireAtMost(MAX_LENGTH, Text.requireStorable(value));
    }

    @Override
    public String toString() {
        return value;
    }
}
