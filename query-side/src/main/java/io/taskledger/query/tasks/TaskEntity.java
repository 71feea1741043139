package io.taskledger.query.tasks;

import io.taskledger.kernel.Description;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.TaskView;
import io.taskledger.kernel.Title;
import io.taskledger.kernel.UserId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/** A row of {@code tasks}, to be read, without the columns that no answer shows; only the projection writes it. */
@Entity
@Immutable
@Table(name = "tasks")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // Hibernate sets the fields, and compares by some
class TaskEntity {

    @Id
    private UUID id;

    private String userId;
    private String title;
    private @Nullable String description;
    private boolean completed;
    private Instant createdAt;
    private Instant updatedAt;
    private @Nullable Instant deletedAt;
    private long version;

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
