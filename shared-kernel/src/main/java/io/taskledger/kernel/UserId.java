package io.taskledger.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Who a user is to the issuer of their token: its {@code sub}, compared exactly. Not blank, nothing that PostgreSQL
 * can't store, and no longer than OpenID Connect Core (section 2) lets a {@code sub} be, so that every index can hold it.
 *
 * @param value the {@code sub}, untouched
 */
public record UserId(@JsonValue String value) {

    /** In Unicode code points. */
    public static final int MAX_LENGTH = 255;

    /** @throws InvalidValue where the value breaks the rule */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UserId {
        if (Text.trim(value).isEmpty()) {
            throw new InvalidValue("must not be blank");
        }
        Text.requireAtMost(MAX_LENGTH, Text.requireStorable(value));
    }

    @Override
    public String toString() {
        return value;
    }
}
