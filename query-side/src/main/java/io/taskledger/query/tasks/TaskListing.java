package io.taskledger.query.tasks;

import io.taskledger.kernel.InvalidRequest;
import io.taskledger.kernel.InvalidValue;
import io.taskledger.kernel.Text;
import io.taskledger.kernel.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

import java.math.BigInteger;
import java.util.List;

/**
 * Which of a user's tasks to list, in what order.
 *
 * @param completed only those that are, or are not; null for all
 * @param q only those with the text in title or description; empty for all
 * @param limit at most so many
 * @param cursor where to begin, as the page before said; null for the first page
 */
record TaskListing(
        UserId userId, @Nullable Boolean completed, String q, TaskSort sort, int limit, @Nullable String cursor) {

    static final int DEFAULT_LIMIT = 50;
    static final int MAX_LIMIT = 1000;

    /**
     * Reads the parameters; an empty one counts as left out.
     *
     * @throws InvalidRequest where one can't be parsed, is given twice or is out of its bounds
     */
    static TaskListing parse(UserId userId, MultiValueMap<String, String> parameters) {
        String completed = only(parameters, "completed");
        String limit = only(parameters, "limit");
        String sort = only(parameters, "sort");
        String cursor = only(parameters, "cursor");
        return new TaskListing(
                userId,
                completed.isEmpty() ? null : parseBoolean(completed),
                storable(only(parameters, "q")),
                sort.isEmpty() ? TaskSort.NEWEST_FIRST : TaskSort.parse(sort),
                limit.isEmpty() ? DEFAULT_LIMIT : parseLimit(limit),
                cursor.isEmpty() ? null : cursor);
    }

    /** All that decides which tasks there are and in what order: what a cursor is good for. */
    List<String> question() {
        return List.of("tasks", userId.value(), String.valueOf(completed), q, sort.toString());
    }

    private static String only(MultiValueMap<String, String> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw InvalidRequest.unreadable(name, "must be given once");
        }
        return values.isEmpty() || values.getFirst() == null ? "" : values.getFirst();
    }

    private static boolean parseBoolean(String completed) {
        return switch (completed) {
            case "true" -> true;
            case "false" -> false;
            default -> throw InvalidRequest.unreadable("completed", "must be true or false");
        };
    }

    private static int parseLimit(String limit) {
        if (!limit.matches("-?[0-9]+")) {
            throw InvalidRequest.unreadable("limit", "must be a whole number");
        }
        var number = new BigInteger(limit);
        if (number.signum() < 1 || number.compareTo(BigInteger.valueOf(MAX_LIMIT)) > 0) {
            throw InvalidRequest.notAllowed("limit", "must be from 1 to " + MAX_LIMIT);
        }
        return number.intValue();
    }

    private static String storable(String q) {
        try {
            return Text.requireStorable(q);
        } catch (InvalidValue e) {
            throw InvalidRequest.notAllowed("q", String.valueOf(e.getMessage()));
        }
    }
}
