package io.taskledger.kernel;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A task as its events made it, the same from a command and from a query.
 *
 * @param version how many events the task has had, less one
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
