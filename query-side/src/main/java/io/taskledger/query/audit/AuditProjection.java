package io.taskledger.query.audit;

import io.taskledger.kernel.Description;
import io.taskledger.kernel.FoldedTask;
import io.taskledger.query.projection.Column;
import io.taskledger.query.projection.Projection;
import io.taskledger.query.projection.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Every change that was made to any task, a row each, with the task as it was after it. */
@Component
public class AuditProjection implements Projection<AuditRow> {

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public int version() {
        return 1;
    }

    /**
     * A user's changes are read by the time at which they were made, with the filters at the index's end; or by their position,
     * which is the order in which they were stored. What is new in all of it is told by position alone.
     */
    @Override
    public String definition() {
        return """
                create table audit (
                    task_id      uuid        not null,
                    version      bigint      not null,
                    position     bigint      not null,
                    user_id      text collate "C" not null,
                    event_id     uuid        not null,
                    type         text        not null,
                    occurred_at  timestamptz not null,
                    actor        text,
                    request_id   text,
                    before       text,
                    title        text        not null,
                    description  text,
                    completed    boolean     not null,
                    deleted      boolean     not null,
                    created_at   timestamptz not null,
                    primary key (task_id, version)
                );
                create unique index audit_by_position on audit (user_id, position);
                create index audit_as_stored on audit (position);
                create index audit_by_time on audit (user_id, occurred_at, position, type);
                """.replace("audit", table());
    }

    @Override
    public boolean keepsHistory() {
        return true;
    }

    @Override
    public String taskColumn() {
        return "task_id";
    }

    @Override
    public List<Column<AuditRow>> columns() {
        return List.of(
                new Column<>("task_id", "uuid", row -> row.task().id().value()),
                new Column<>("version", "bigint", row -> row.task().version()),
                new Column<>("position", "bigint", AuditRow::position),
                new Column<>("user_id", "text", row -> row.task().userId().value()),
                new Column<>("event_id", "uuid", AuditRow::eventId),
                new Column<>("type", "text", row -> row.type().text()),
                new Column<>("occurred_at", "timestamptz", AuditRow::occurredAt),
                new Column<>("actor", "text", AuditRow::actor),
                new Column<>("request_id", "text", AuditRow::requestId),
                new Column<>("before", "text", AuditRow::before),
                new Column<>("title", "text", row -> row.task().title().value()),
                new Column<>("description", "text", row -> text(row.task().description())),
                new Column<>("completed", "boolean", row -> row.task().completed()),
                new Column<>("deleted", "boolean", AuditRow::deleted),
                new Column<>("created_at", "timestamptz", row -> row.task().createdAt()));
    }

    @Override
    public AuditRow read(ResultSet row) throws SQLException {
        return AuditRow.read(row);
    }

    @Override
    public AuditRow fold(@Nullable AuditRow before, RecordedEvent event) {
        FoldedTask task = before == null ? null : new FoldedTask(before.task(), before.deleted());
        return AuditRow.of(task, event, FoldedTask.after(task, event.event(), event.at()));
    }

    private static @Nullable String text(@Nullable Description description) {
        return description == null ? null : description.value();
    }
}
