package io.taskledger.query.tasks;

import io.taskledger.kernel.Description;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.TaskView;
import io.taskledger.kernel.Title;
import io.taskledger.kernel.UserId;
import io.taskledger.query.paging.JsonBytes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A row of a list.
 *
 * @param key the value that the list is sorted by, as a cursor holds it
 */
record TaskRow(TaskView task, Object key) {

    /**
     * Bytes of JSON of the task that takes most memory while it is read: a title, a description and a user's name, each as long as it may
     * be, in characters of four bytes. Text that JSON escapes may have half as many more bytes, and takes no more memory while it is
     * read: its characters are shorter than their escapes.
     */
    static final int LARGEST = 6_656;

    /** Bytes of a task's JSON beside its text, at most. */
    private static final int FIELDS = 400;

    static TaskRow read(ResultSet row, TaskSort.Key key) throws SQLException {
        TaskView task = view(row);
        return new TaskRow(task, switch (key) {
            case CREATED_AT -> task.createdAt();
            case UPDATED_AT -> task.updatedAt();
            case TITLE -> row.getString("title_key");
        });
    }

    /** The task that a row of the table says. */
    static TaskView view(ResultSet row) throws SQLException {
        String description = row.getString("description");
        return new TaskView(
                new TaskId(row.getObject("id", UUID.class)),
                new UserId(row.getString("user_id")),
                new Title(row.getString("title")),
                description == null ? null : new Description(description),
                row.getBoolean("completed"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                row.getLong("version"));
    }

    /** How many bytes of JSON it is, at most. */
    int json() {
        return json(task);
    }

    static int json(TaskView task) {
        return FIELDS + JsonBytes.of(task.userId().value()) + JsonBytes.of(task.title().value())
                + JsonBytes.of(task.description() == null ? null : task.description().value());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
