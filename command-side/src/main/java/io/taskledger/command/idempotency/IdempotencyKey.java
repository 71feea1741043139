package io.taskledger.command.idempotency;

import io.taskledger.kernel.InvalidRequest;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a client marks a request with, so that it can send it again: the header {@code Idempotency-Key}.
 *
 * @param value 1 to 255 printable characters of ASCII, compared exactly
 */
public record IdempotencyKey(String value) {

    public static final String HEADER = "Idempotency-Key";

    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7E]{1,255}");

    /**
     * The key of a request.
     *
     * @param headers the values of all its headers of that name, at least one
     * @throws InvalidRequest where there are several, or the one is no key
     */
    public static IdempotencyKey parse(List<String> headers) {
        if (headers.size() > 1 || !PRINTABLE.matcher(headers.getFirst()).matches()) {
            throw InvalidRequest.unreadable(HEADER, "must be one key of 1 to 255 printable ASCII characters");
        }
        return new IdempotencyKey(headers.getFirst());
    }
}
