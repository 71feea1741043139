package io.taskledger.kernel;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * On which entity tags a request depends (RFC 9110, section 13). {@code If-Match} is evaluated before {@code If-None-Match} (section
 * 13.2.2). Conditions on time are ignored: no answer has a {@code Last-Modified}.
 *
 * @param ifMatch what {@code If-Match} lists; null where the request has none
 * @param ifNoneMatch what {@code If-None-Match} lists; null where the request has none
 */
public record Preconditions(@Nullable EntityTags ifMatch, @Nullable EntityTags ifNoneMatch) {

    public static final Preconditions NONE = new Preconditions(null, null);

    private static final String IF_MATCH = "If-Match";
    private static final String IF_NONE_MATCH = "If-None-Match";

    /**
     * Reads the values of all header lines of either name.
     *
     * @throws InvalidRequest where those of a name are no list of entity tags, and not {@code *}
     */
    public static Preconditions parse(List<String> ifMatch, List<String> ifNoneMatch) {
        return new Preconditions(parse(IF_MATCH, ifMatch), parse(IF_NONE_MATCH, ifNoneMatch));
    }

    private static @Nullable EntityTags parse(String header, List<String> values) {
        return values.isEmpty() ? null : EntityTags.parse(header, values);
    }

    /**
     * Requires what a command on an existing task depends on.
     *
     * @throws VersionMismatch where {@code If-Match} does not name the tag
     * @throws PreconditionFailed where {@code If-None-Match} names the tag
     */
    public void requireAt(EntityTag current) {
        if (excludes(current)) {
            throw new PreconditionFailed("The task's ETag is " + current + ", which the If-None-Match header excludes.", current);
        }
    }

    /**
     * Whether a client that asks for a task has it already, so that 304 is the answer.
     *
     * @throws VersionMismatch where {@code If-Match} does not name the tag
     */
    public boolean excludes(EntityTag current) {
        if (ifMatch != null && !ifMatch.nameStrongly(current)) {
            throw new VersionMismatch(current, !ifMatch.weak().isEmpty());
        }
        return ifNoneMatch != null && ifNoneMatch.nameWeakly(current);
    }

    /**
     * Requires what the creation of a task depends on. A task that is yet to be created has no tag that {@code If-Match} could name, not
     * even {@code *}.
     *
     * @throws PreconditionFailed where there is an {@code If-Match}
     */
    public void requireForCreation() {
        if (ifMatch != null) {
            throw new PreconditionFailed("The If-Match header asks for a task that is there, and this request creates one.", null);
        }
    }

    /** Whether nothing may be there: {@code If-None-Match: *}. */
    public boolean forbidExistence() {
        return ifNoneMatch != null && ifNoneMatch.any();
    }

    /**
     * Requires what a query depends on whose answer has no entity tag: {@code If-Match} holds by {@code *} alone. {@code If-None-Match}
     * means nothing.
     *
     * @throws PreconditionFailed where {@code If-Match} lists tags
     */
    public void requireUntagged() {
        if (ifMatch != null && !ifMatch.any()) {
            throw new PreconditionFailed("The If-Match header lists entity tags, and what this address answers has none.", null);
        }
    }
}
