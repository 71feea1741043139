package io.taskledger.query.audit;

import io.taskledger.kernel.Description;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.TaskView;
import io.taskledger.query.paging.JsonBytes;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * One change, as a client sees it.
 *
 * @param id of the event
 * @param version the task's after the change
 * @param actor who made it; null where nobody wrote that down, as {@code requestId}
 * @param changes what it did to which field, by the field's name
 */
public record AuditEntry(
        UUID id,
        TaskId taskId,
        long version,
        String type,
        Instant occurredAt,
        @Nullable String actor,
        Map<String, FieldChange> changes,
        @Nullable String requestId) {

    /**
     * Bytes of JSON of the entry that takes most memory while it is read: two descriptions and an actor's name, each as long as it may
     * be, in characters of four bytes. Text that JSON escapes may have half as many more bytes, and takes no more memory while it is
     * read: its characters are shorter than their escapes.
     */
    static final int LARGEST = 10 * 1024;

    /** Bytes of an entry's JSON beside its text, at most. */
    private static final int FIELDS = 400;

    private static final String TITLE = "title";
    private static final String DESCRIPTION = "description";
    private static final String COMPLETED = "completed";

    static AuditEntry of(AuditRow row) {
        return new AuditEntry(
                row.eventId(),
                row.task().id(),
                row.task().version(),
                row.type().text(),
                row.occurredAt(),
                row.actor(),
                changes(row),
                row.requestId());
    }

    private static Map<String, FieldChange> changes(AuditRow row) {
        TaskView task = row.task();
        return switch (row.type()) {
            case CREATED -> created(task);
            case RENAMED -> Map.of(TITLE, new FieldChange(row.before(), task.title().value()));
            case DESCRIBED -> Map.of(DESCRIPTION, new FieldChange(row.before(), text(task.description())));
            case COMPLETED -> Map.of(COMPLETED, new FieldChange(false, true));
            case REOPENED -> Map.of(COMPLETED, new FieldChange(true, false));
            case DELETED, RESTORED -> Map.of();
        };
    }

    /** Every field that has a value, in the order in which a task shows them. */
    private static Map<String, FieldChange> created(TaskView task) {
        Map<String, FieldChange> changes = new LinkedHashMap<>();
        changes.put(TITLE, new FieldChange(null, task.title().value()));
        if (task.description() != null) {
            changes.put(DESCRIPTION, new FieldChange(null, text(task.description())));
        }
        changes.put(COMPLETED, new FieldChange(null, task.completed()));
        return changes;
    }

    private static @Nullable String text(@Nullable Description description) {
        return description == null ? null : description.value();
    }

    /** How many bytes of JSON the entry of a row has, at most. */
    static int json(AuditRow row) {
        TaskView task = row.task();
        return FIELDS + JsonBytes.of(row.actor()) + JsonBytes.of(row.requestId()) + switch (row.type()) {
            case CREATED -> JsonBytes.of(task.title().value()) + JsonBytes.of(text(task.description()));
            case RENAMED -> JsonBytes.of(row.before()) + JsonBytes.of(task.title().value());
            case DESCRIBED -> JsonBytes.of(row.before()) + JsonBytes.of(text(task.description()));
            case COMPLETED, REOPENED, DELETED, RESTORED -> 0;
        };
    }
}
