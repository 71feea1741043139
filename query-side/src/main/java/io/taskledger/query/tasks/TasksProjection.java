package io.taskledger.query.tasks;

import io.taskledger.kernel.Description;
import io.taskledger.kernel.FoldedTask;
import io.taskledger.query.projection.Column;
import io.taskledger.query.projection.Projection;
import io.taskledger.query.projection.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The tasks as they are now, a row each. Version 1 compared text in lower case. */
@Component
class TasksProjection implements Projection<FoldedTask> {

    /**
     * Code points of a title that lists are sorted by: with them, an entry of the index fits into PostgreSQL's 2,704 bytes, and a cursor
     * into an address.
     */
    private static final int SORTED_BY = 400;

    @Override
    public String name() {
        return "tasks";
    }

    @Override
    public int version() {
        return 2;
    }

    /**
     * A deleted task keeps its row, or an event delivered twice would raise the dead. The columns "…_caseless" hold the text as search
     * compares it. The column "title_key" is the beginning of that, which lists are sorted by: a title of 200 code points can become one of
     * 3,600. There is one index a sort, read either way; with {@code completed} at its end it answers that filter, and counts, without the
     * table.
     */
    @Override
    public String definition() {
        return """
                create table tasks (
                    id                    uuid primary key,
                    user_id               text collate "C" not null,
                    title                 text        not null,
                    title_caseless        text collate "C" not null,
                    title_key             text collate "C" not null,
                    description           text,
                    description_caseless  text collate "C",
                    completed             boolean     not null,
                    created_at            timestamptz not null,
                    updated_at            timestamptz not null,
                    deleted_at            timestamptz,
                    version               bigint      not null
                );
                create index tasks_by_created_at on tasks (user_id, created_at, id, completed) where deleted_at is null;
                create index tasks_by_updated_at on tasks (user_id, updated_at, id, completed) where deleted_at is null;
                create index tasks_by_title on tasks (user_id, title_key, id, completed) where deleted_at is null;
                """.replace("tasks", table());
    }

    @Override
    public boolean keepsHistory() {
        return false;
    }

    @Override
    public String taskColumn() {
        return "id";
    }

    @Override
    public List<Column<FoldedTask>> columns() {
        return List.of(
                new Column<>("id", "uuid", folded -> folded.task().id().value()),
                new Column<>("user_id", "text", folded -> folded.task().userId().value()),
                new Column<>("title", "text", TasksProjection::title),
                new Column<>("title_caseless", "text", folded -> Caseless.of(title(folded))),
                new Column<>("title_key", "text", folded -> sortKey(title(folded))),
                new Column<>("description", "text", TasksProjection::description),
                new Column<>("description_caseless", "text", folded -> caseless(description(folded))),
                new Column<>("completed", "boolean", folded -> folded.task().completed()),
                new Column<>("created_at", "timestamptz", folded -> folded.task().createdAt()),
                new Column<>("updated_at", "timestamptz", folded -> folded.task().updatedAt()),
                new Column<>("deleted_at", "timestamptz", TasksProjection::deletedAt),
                new Column<>("version", "bigint", folded -> folded.task().version()));
    }

    @Override
    public FoldedTask read(ResultSet row) throws SQLException {
        return new FoldedTask(TaskRow.view(row), row.getObject("deleted_at") != null);
    }

    @Override
    public FoldedTask fold(@Nullable FoldedTask before, RecordedEvent event) {
        return FoldedTask.after(before, event.event(), event.at());
    }

    private static String title(FoldedTask folded) {
        return folded.task().title().value();
    }

    private static @Nullable String description(FoldedTask folded) {
        Description description = folded.task().description();
        return description == null ? null : description.value();
    }

    private static @Nullable String caseless(@Nullable String text) {
        return text == null ? null : Caseless.of(text);
    }

    /** What a list by title sorts the title by; of a text that is such a key already, the same. */
    static String sortKey(String title) {
        return Caseless.prefix(Caseless.of(title), SORTED_BY);
    }

    /** A deleted task's last event is its deletion. */
    private static @Nullable Instant deletedAt(FoldedTask folded) {
        return folded.deleted() ? folded.task().updatedAt() : null;
    }
}
