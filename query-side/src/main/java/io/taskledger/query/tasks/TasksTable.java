package io.taskledger.query.tasks;

import io.taskledger.kernel.Description;
import io.taskledger.kernel.FoldedTask;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.TaskView;
import io.taskledger.kernel.Title;
import io.taskledger.kernel.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The table {@code tasks} as its projection reads and writes it: a batch in one statement. */
@Component
class TasksTable {

    private static final String LOAD = """
            select id, user_id, title, description, completed, created_at, updated_at, deleted_at, version
            from tasks where id = any (?)
            """;

    private static final String STORE = """
            insert into tasks as old (id, user_id, title, title_lower, description, description_lower, completed,
                created_at, updated_at, deleted_at, version)
            select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[],
                ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::bigint[])
            on conflict (id) do update
            set title = excluded.title, title_lower = excluded.title_lower,
                description = excluded.description, description_lower = excluded.description_lower,
                completed = excluded.completed, updated_at = excluded.updated_at, deleted_at = excluded.deleted_at,
                version = excluded.version
            where old.version < excluded.version
            """;

    private final JdbcTemplate database;

    TasksTable(JdbcTemplate database) {
        this.database = database;
    }

    Map<TaskId, FoldedTask> load(Set<TaskId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return database
                .query(
                        connection -> {
                            PreparedStatement statement = connection.prepareStatement(LOAD);
                            statement.setArray(1, array(connection, "uuid", ids, TaskId::value));
                            return statement;
                        },
                        (row, _) -> read(row))
                .stream()
                .collect(Collectors.toMap(folded -> folded.task().id(), Function.identity()));
    }

    void store(Collection<FoldedTask> tasks) {
        if (tasks.isEmpty()) {
            return;
        }
        database.update(connection -> {
            PreparedStatement statement = connection.prepareStatement(STORE);
            statement.setArray(1, array(connection, "uuid", tasks, folded -> folded.task().id().value()));
            statement.setArray(2, array(connection, "text", tasks, folded -> folded.task().userId().value()));
            statement.setArray(3, array(connection, "text", tasks, folded -> title(folded)));
            statement.setArray(4, array(connection, "text", tasks, folded -> LowerCase.of(title(folded))));
            statement.setArray(5, array(connection, "text", tasks, folded -> description(folded)));
            statement.setArray(6, array(connection, "text", tasks, folded -> lower(description(folded))));
            statement.setArray(7, array(connection, "boolean", tasks, folded -> folded.task().completed()));
            statement.setArray(8, array(connection, "timestamptz", tasks, folded -> folded.task().createdAt().toString()));
            statement.setArray(9, array(connection, "timestamptz", tasks, folded -> folded.task().updatedAt().toString()));
            statement.setArray(10, array(connection, "timestamptz", tasks, TasksTable::deletedAt));
            statement.setArray(11, array(connection, "bigint", tasks, folded -> folded.task().version()));
            return statement;
        });
    }

    /** The version at which queries show the task; nothing where they don't know it yet. */
    OptionalLong versionOf(TaskId id) {
        return database.queryForList("select version from tasks where id = ?", Long.class, id.value()).stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    private static FoldedTask read(ResultSet row) throws SQLException {
        String description = row.getString("description");
        return new FoldedTask(
                new TaskView(
                        new TaskId(row.getObject("id", UUID.class)),
                        new UserId(row.getString("user_id")),
                        new Title(row.getString("title")),
                        description == null ? null : new Description(description),
                        row.getBoolean("completed"),
                        instant(row, "created_at"),
                        instant(row, "updated_at"),
                        row.getLong("version")),
                row.getObject("deleted_at") != null);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static String title(FoldedTask folded) {
        return folded.task().title().value();
    }

    private static @Nullable String description(FoldedTask folded) {
        Description description = folded.task().description();
        return description == null ? null : description.value();
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : LowerCase.of(text);
    }

    /** A deleted task's last event is its deletion. */
    private static @Nullable String deletedAt(FoldedTask folded) {
        return folded.deleted() ? folded.task().updatedAt().toString() : null;
    }

    private static <T> Array array(Connection connection, String type, Collection<T> rows, Function<T, @Nullable Object> column)
            throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(column).toArray());
    }
}
