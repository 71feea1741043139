package io.taskledger.query.tasks;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/** The columns of {@code tasks} that queries name; only the projection writes them. No query makes an object of it. */
@Entity
@Immutable
@Table(name = "tasks")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // JPA reads the names and types of the fields
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
}
