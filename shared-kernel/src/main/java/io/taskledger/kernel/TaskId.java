package io.taskledger.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.util.UUID;
import java.util.regex.Pattern;

/** Which task: a UUID of any version, of version 7 where the server makes it. */
public record TaskId(@JsonValue UUID value) {

    private static final Pattern CANONICAL = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TaskId {}

    /**
     * The id written in the 36 characters of RFC 9562, of either case ({@link UUID#fromString} takes much more than that).
     *
     * @throws InvalidValue where the text is anything else
     */
    public static TaskId parse(String text) {
        if (!CANONICAL.matcher(text).matches()) {
            throw new InvalidValue("must be a UUID, such as 019b2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d");
        }
        return new TaskId(UUID.fromString(text));
    }

    /** The id as text: Axon names a task's events by it. */
    @Override
    public String toString() {
        return value.toString();
    }
}
