package io.taskledger.kernel;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A task as a client sees it, the same from a command and from a query.
 *
 * @param version how many events the task has had, less one; its {@code ETag} is the same number, quoted
 */
public record TaskView(
        TaskId id,
        UserId userId,
        Title title,
        @Nullable Description description,
        boolean completed,
        Instant createdAt,
        Instant updatedAt,
        long version) {}
