package io.taskledger.query.tasks;

import io.taskledger.kernel.Description;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.TaskView;
import io.taskledger.kernel.Title;
import io.taskledger.kernel.UserId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/** What is stored of one task, without the columns that no answer shows. JPA makes it of a row. */
record FoundTask(
        UUID id,
        String userId,
        String title,
        @Nullable String description,
        boolean completed,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt,
        long version) {

    TaskView view() {
        return new TaskView(
                new TaskId(id),
                new UserId(userId),
                new Title(title),
                description == null ? null : new Description(description),
                completed,
                createdAt,
                updatedAt,
                version);
    }

    boolean isDeleted() {
        return deletedAt != null;
    }
}
