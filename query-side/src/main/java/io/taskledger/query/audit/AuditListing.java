package io.taskledger.query.audit;

import static java.util.stream.Collectors.joining;

import io.taskledger.kernel.InvalidRequest;
import io.taskledger.kernel.InvalidValue;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.UserId;
import io.taskledger.query.parameters.QueryParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

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

    /**
     * Reads the parameters; an empty one counts as left out. What can't be parsed is found before what is not allowed.
     *
     * @throws InvalidRequest where one can't be parsed, is given twice or is out of its bounds
     */
    static AuditListing parse(UserId userId, MultiValueMap<String, String> given) {
        var parameters = new QueryParameters(given, "task_id", "type", "from", "to", "limit", "cursor");
        TaskId taskId = parameters.find("task_id", AuditListing::parseTaskId);
        Instant from = parameters.find("from", text -> Timestamps.parse("from", text));
        Instant to = parameters.find("to", text -> Timestamps.parse("to", text));
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
}
