package io.taskledger.command;

import io.taskledger.kernel.EntityTags;
import io.taskledger.kernel.InvalidRequest;

import java.util.List;
import java.util.Set;

/** At which version a task has to be for a command to be carried out: the header {@code If-Match} (RFC 9110, section 13.1.1). */
public sealed interface IfMatch {

    boolean allows(long version);

    /** No header, or {@code *}: the task has only to be there. */
    record Anything() implements IfMatch {
        @Override
        public boolean allows(long version) {
            return true;
        }
    }

    /**
     * The strong entity tags that were listed; a weak one never matches, so it is not among them.
     *
     * @param tags without their quotes
     */
    record OneOf(Set<String> tags) implements IfMatch {
        public OneOf {
            tags = Set.copyOf(tags);
        }

        @Override
        public boolean allows(long version) {
            return tags.contains(Long.toString(version));
        }
    }

    /**
     * The condition that a request states.
     *
     * @param headers the values of all {@code If-Match} headers of a request
     * @throws InvalidRequest where they are no list of entity tags, and not {@code *}
     */
    static IfMatch parse(List<String> headers) {
        if (headers.isEmpty()) {
            return new Anything();
        }
        EntityTags tags = EntityTags.parse("If-Match", headers);
        return tags.any() ? new Anything() : new OneOf(tags.strong());
    }
}
