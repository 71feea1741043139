package io.taskledger.query.changes;

import io.taskledger.kernel.TaggedTask;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.TaskView;
import io.taskledger.query.audit.AuditRow;
import io.taskledger.query.paging.JsonBytes;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * One change, as a client sees it that keeps its own copy of its user's tasks.
 *
 * @param position in the order of all events; a user's changes have gaps between them
 * @param version the task's after the change
 * @param task as it was after the change; null where it was deleted then
 */
public record Change(long position, TaskId taskId, long version, String type, Instant occurredAt, @Nullable TaggedTask task) {

    /**
     * Bytes of JSON of the change that takes most memory while it is read: a title, a description and a user's name, each as long as it
     * may be, in characters of four bytes. Text that JSON escapes may have half as many more bytes, and takes no more memory while it is
     * read: its characters are shorter than their escapes.
     */
    static final int LARGEST = 7 * 1024;

    /** Bytes of a change's JSON beside its task's text, at most. */
    private static final int FIELDS = 600;

    /** @param epoch the name of the event store's epoch in which the row was read */
    static Change of(AuditRow row, String epoch) {
        TaskView task = row.task();
        return new Change(row.position(), task.id(), task.version(), row.type().text(), row.occurredAt(), row.deleted() ? null : TaggedTask.of(task, epoch));
    }

    /** How many bytes of JSON the change of a row has, at most. */
    static int json(AuditRow row) {
        TaskView task = row.task();
        return row.deleted() ? FIELDS : FIELDS + JsonBytes.of(task.userId().value()) + JsonBytes.of(task.title().value())
                + JsonBytes.of(task.description() == null ? null : task.description().value());
    }
}
