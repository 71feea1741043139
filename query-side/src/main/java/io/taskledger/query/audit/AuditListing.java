package io.taskledger.query.audit;

import static java.util.stream.Collectors.joining;

import io.taskledger.kernel.InvalidRequest;
import io.taskledger.kernel.InvalidValue;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.UserId;
import io.taskledger.query.parameters.QueryParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which of the changes to a user's tasks to list, newest first. What is null excludes none.
 *
 * @param from only those at this time or later
 * @param to only those before this time
 * @param limit at most so many
 * @param cursor where to begin, as the page before said; null for the first page
 */
record AuditListing(
        UserId userId,
        @Nullable TaskId taskId,
        @Nullable AuditType type,
        @Nullable Instant from,
        @Nullable Instant to,
        int limit,
        @Nullable String cursor) {

    /** RFC 3339, section 5.6, which is stricter than Java is. */
    private static final Pattern TIMESTAMP =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})");

    /**
     * Reads the parameters; an empty one counts as left out. What can't be parsed is found before what is not allowed.
     *
     * @throws InvalidRequest where one can't be parsed, is given twice or is out of its bounds
     */
    static AuditListing parse(UserId userId, MultiValueMap<String, String> given) {
        var parameters = new QueryParameters(given, "task_id", "type", "from", "to", "limit", "cursor");
        TaskId taskId = parameters.find("task_id", AuditListing::parseTaskId);
        Instant from = parameters.find("from", text -> parseTime("from", text));
        Instant to = parameters.find("to", text -> parseTime("to", text));
        int limit = parameters.limit();
        AuditType type = parameters.find("type", AuditListing::parseType);
        return new AuditListing(userId, taskId, type, from, to, limit, parameters.find("cursor"));
    }

    /** Whether many changes may have to be read to find few: a type has no index, and neither has the time of a task's changes. */
    boolean isSearch() {
        return taskId != null || type != null;
    }

    /** All that decides which changes there are: what a cursor is good for. */
    List<String> question() {
        return List.of("audit", userId.value(), String.valueOf(taskId), String.valueOf(type), String.valueOf(from), String.valueOf(to));
    }

    private static TaskId parseTaskId(String text) {
        try {
            return TaskId.parse(text);
        } catch (InvalidValue e) {
            throw InvalidRequest.unreadable("task_id", String.valueOf(e.getMessage()));
        }
    }

    private static AuditType parseType(String text) {
        return AuditType.parse(text).orElseThrow(() -> InvalidRequest.notAllowed(
                "type", "must be one of " + Arrays.stream(AuditType.values()).map(AuditType::text).collect(joining(", "))));
    }

    /**
     * Changes are kept to the microsecond, and PostgreSQL would round a bound to the nearest: so it is rounded up, which leaves
     * the same changes on either side of it.
     */
    private static Instant parseTime(String name, String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        try {
            if (TIMESTAMP.matcher(upper).matches()) {
                return OffsetDateTime.parse(upper).toInstant().plusNanos(999).truncatedTo(ChronoUnit.MICROS);
            }
        } catch (DateTimeException _) {
            // such as a 30th of February: refused below
        }
        throw InvalidRequest.unreadable(name, "must be a timestamp of RFC 3339, such as 2026-01-16T09:30:00Z (in a URL, + is written %2B)");
    }
}
