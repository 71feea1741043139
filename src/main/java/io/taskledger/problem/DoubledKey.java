package io.taskledger.problem;

import io.taskledger.kernel.InvalidRequest.Violation;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.exc.StreamReadException;

import java.util.Optional;

/** A key that an object of a JSON body has twice (RFC 8259, section 4), which readers understand in different ways. */
final class DoubledKey {

    /** How Jackson begins to say so: it has no exception for it alone. */
    private static final String MESSAGE = "Duplicate ";

    private DoubledKey() {}

    /** The key, where that is why the body can't be read. */
    static Optional<Violation> in(HttpMessageNotReadableException unreadable) {
        return unreadable.getCause() instanceof StreamReadException cause && cause.getOriginalMessage().startsWith(MESSAGE)
                ? Optional.ofNullable(cause.processor())
                        .map(parser -> new Violation(parser.streamReadContext().currentName(), "must be given once, and is given twice"))
                : Optional.empty();
    }
}
