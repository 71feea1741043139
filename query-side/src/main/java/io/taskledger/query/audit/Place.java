package io.taskledger.query.audit;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * A place in the order of time, and of position among changes of the same time.
 *
 * @param occurredAt as PostgreSQL knows it, to which the last possible one is infinity
 */
record Place(OffsetDateTime occurredAt, long position) {

    /** Below that of any event. */
    private static final long BEFORE_ALL = -1;

    /** Right before all changes of that time; behind all there are where it is null. */
    static Place before(@Nullable Instant time) {
        return new Place(time == null ? OffsetDateTime.MAX : time.atOffset(ZoneOffset.UTC), BEFORE_ALL);
    }

    static Place of(AuditRow row) {
        return new Place(row.occurredAt().atOffset(ZoneOffset.UTC), row.position());
    }

    /** The place that {@link #toString} wrote. */
    static Place parse(String text) {
        String[] parts = text.split(" ", 2);
        return new Place(OffsetDateTime.parse(parts[0]), Long.parseLong(parts[1]));
    }

    @Override
    public String toString() {
        return occurredAt + " " + position;
    }
}
