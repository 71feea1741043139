package io.taskledger.problem;

import java.util.Arrays;
import java.util.Optional;

/** Every kind of error that a client can meet. The URI is for programs and never changes; the title is for people. */
public enum ProblemType {
    MALFORMED(400, "malformed", "The request can't be read"),
    UNAUTHENTICATED(401, "unauthenticated", "A valid token is needed"),
    NOT_ALLOWED(403, "not-allowed", "Not allowed"),
    NOT_THE_OWNER(403, "not-the-owner", "Another user's task"),
    NO_SUCH_TASK(404, "no-such-task", "No such task"),
    NO_SUCH_RESOURCE(404, "no-such-resource", "Nothing here"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "Method not allowed"),
    NOT_ACCEPTABLE(406, "not-acceptable", "Not to be had in that form"),
    TOO_SLOW(408, "too-slow", "The request took too long to come"),
    TASK_EXISTS(409, "task-exists", "The id is taken"),
    ALREADY_RUNNING(409, "already-running", "One is running already"),
    IDEMPOTENCY_KEY_IN_USE(409, "idempotency-key-in-use", "Still being carried out"),
    SYNC_ANEW(410, "sync-anew", "What you know is of another time"),
    VERSION_MISMATCH(412, "version-mismatch", "The task has changed"),
    PRECONDITION_FAILED(412, "precondition-failed", "A precondition does not hold"),
    CONTENT_TOO_LARGE(413, "content-too-large", "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "The body is of the wrong type"),
    INVALID(422, "invalid", "Some values are not allowed"),
    IDEMPOTENCY_KEY_REUSED(422, "idempotency-key-reused", "The key was another request's"),
    SEARCH_TOO_EXPENSIVE(422, "search-too-expensive", "The search takes too long"),
    TOO_MANY_REQUESTS(429, "too-many-requests", "Too many requests"),
    TOO_MANY_STREAMS(429, "too-many-streams", "Too many streams"),
    TOO_MANY_SEARCHES(429, "too-many-searches", "Too many queries at a time"),
    HEAD_TOO_LARGE(431, "head-too-large", "The request's head is too large"),
    INTERNAL_ERROR(500, "internal-error", "Something went wrong here"),
    UNAVAILABLE(503, "unavailable", "Not available at the moment");

    private static final String PREFIX = "urn:taskledger:problem:";

    private final int status;
    private final String name;
    private final String title;

    ProblemType(int status, String name, String title) {
        this.status = status;
        this.name = name;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String uri() {
        return PREFIX + name;
    }

    public String title() {
        return title;
    }

    /** The kind that stands for a status which the container or Spring chose. */
    static Optional<ProblemType> of(int status) {
        return switch (status) {
            case 403 -> Optional.of(NOT_ALLOWED);
            case 404 -> Optional.of(NO_SUCH_RESOURCE);
            default -> Arrays.stream(values()).filter(type -> type.status == status).findFirst();
        };
    }
}
