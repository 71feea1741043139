package io.taskledger.query.audit;

import io.taskledger.kernel.InvalidRequest;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.UserId;
import io.taskledger.query.parameters.QueryParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

import java.util.List;

/**
 * Whose task's changes to list, oldest first.
 *
 * @param limit at most so many
 * @param cursor where to begin, as the page before said; null for the first page
 */
record HistoryListing(UserId userId, TaskId taskId, int limit, @Nullable String cursor) {

    /** @throws InvalidRequest where a parameter can't be parsed, is given twice or is out of its bounds */
    static HistoryListing parse(UserId userId, TaskId taskId, MultiValueMap<String, String> given) {
        var parameters = new QueryParameters(given, "limit", "cursor");
        return new HistoryListing(userId, taskId, parameters.limit(), parameters.find("cursor"));
    }

    /** All that decides which changes there are: what a cursor is good for. */
    List<String> question() {
        return List.of("history", userId.value(), taskId.toString());
    }
}
