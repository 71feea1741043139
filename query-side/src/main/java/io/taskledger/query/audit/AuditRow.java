package io.taskledger.query.audit;

import io.taskledger.kernel.Description;
import io.taskledger.kernel.FoldedTask;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.TaskView;
import io.taskledger.kernel.Title;
import io.taskledger.kernel.UserId;
import io.taskledger.query.projection.RecordedEvent;
import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;

/**
 * One change.
 *
 * @param before the title or description that was replaced; null where there was none, or the change was of another kind
 * @param task as it was after the change
 */
public record AuditRow(
        long position,
        UUID eventId,
        AuditType type,
        @Nullable String actor,
        @Nullable String requestId,
        @Nullable String before,
        TaskView task,
        boolean deleted) {

    static AuditRow of(@Nullable FoldedTask before, RecordedEvent recorded, FoldedTask after) {
        AuditType type = AuditType.of(recorded.event());
        RecordedEvent.Origin origin = recorded.origin().get();
        return new AuditRow(
                recorded.position(),
                recorded.id(),
                type,
                origin.actor(),
                origin.requestId(),
                before == null ? null : replaced(type, before.task()),
                after.task(),
                after.deleted());
    }

    /** A change is what last updated the task. */
    public Instant occurredAt() {
        return task.updatedAt();
    }

    private static @Nullable String replaced(AuditType type, TaskView before) {
        return switch (type) {
            case RENAMED -> before.title().value();
            case DESCRIBED -> before.description() == null ? null : before.description().value();
            case CREATED, COMPLETED, REOPENED, DELETED, RESTORED -> null;
        };
    }

    static AuditRow read(ResultSet row) throws SQLException {
        String description = row.getString("description");
        return new AuditRow(
                row.getLong("position"),
                row.getObject("event_id", UUID.class),
                AuditType.parse(row.getString("type")).orElseThrow(),
                row.getString("actor"),
                row.getString("request_id"),
                row.getString("before"),
                new TaskView(
                        new TaskId(row.getObject("task_id", UUID.class)),
                        new UserId(row.getString("user_id")),
                        new Title(row.getString("title")),
                        description == null ? null : new Description(description),
                        row.getBoolean("completed"),
                        instant(row, "created_at"),
                        instant(row, "occurred_at"),
                        row.getLong("version")),
                row.getBoolean("deleted"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class)).toInstant();
    }
}
