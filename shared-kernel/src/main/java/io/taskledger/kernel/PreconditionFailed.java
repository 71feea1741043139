package io.taskledger.kernel;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/** A header with a condition (RFC 9110, section 13) does not hold, so that the request is not carried out. */
public class PreconditionFailed extends Rejection {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable EntityTag current;

    /** @param current what the task is tagged with, for the owner to see; null where there is no task */
    public PreconditionFailed(String sentence, @Nullable EntityTag current) {
        super(sentence);
        this.current = current;
    }

    public Optional<EntityTag> current() {
        return Optional.ofNullable(current);
    }
}
