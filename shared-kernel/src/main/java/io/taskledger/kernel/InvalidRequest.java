package io.taskledger.kernel;

import java.util.List;

/** A request whose parts break rules, with every part that does. */
public final class InvalidRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whether the parts could be read at all. */
    public enum Kind {
        /** A part can't be parsed as what it stands for: 400. */
        UNREADABLE,
        /** Every part can be read, and at least one is not allowed: 422. */
        NOT_ALLOWED
    }

    /**
     * What is wrong with one part.
     *
     * @param field the field, parameter or header, by the name the client used; empty for the body as a whole
     * @param message what it must be, beginning with "must"
     */
    public record Violation(String field, String message) {}

    private final Kind kind;
    private final transient List<Violation> violations;

    public InvalidRequest(Kind kind, List<Violation> violations) {
        super(violations.toString(), null, false, false);
        this.kind = kind;
        this.violations = List.copyOf(violations);
    }

    public static InvalidRequest unreadable(String field, String message) {
        return new InvalidRequest(Kind.UNREADABLE, List.of(new Violation(field, message)));
    }

    public static InvalidRequest notAllowed(String field, String message) {
        return new InvalidRequest(Kind.NOT_ALLOWED, List.of(new Violation(field, message)));
    }

    public Kind kind() {
        return kind;
    }

    public List<Violation> violations() {
        return violations;
    }
}
