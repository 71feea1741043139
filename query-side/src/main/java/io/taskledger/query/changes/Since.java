package io.taskledger.query.changes;

import io.taskledger.query.audit.AuditRow;
import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * The last change that a client has seen. It is named by its event, too: after a restore from an older backup its position may be another's.
 *
 * @param event null before the first change of all
 */
record Since(long position, @Nullable UUID event) {

    static final Since BEGINNING = new Since(-1, null);

    static Since of(AuditRow row) {
        return new Since(row.position(), row.eventId());
    }

    /** What {@link #toString} wrote. */
    static Since parse(String text) {
        String[] parts = text.split(" ", 2);
        return parts.length == 1 ? BEGINNING : new Since(Long.parseLong(parts[0]), UUID.fromString(parts[1]));
    }

    boolean is(AuditRow row) {
        return row.position() == position && row.eventId().equals(event);
    }

    @Override
    public String toString() {
        return event == null ? "" : position + " " + event;
    }
}
