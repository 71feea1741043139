package io.taskledger.query.tasks;

import io.taskledger.kernel.Description;
import io.taskledger.kernel.InvalidRequest;
import io.taskledger.kernel.InvalidValue;
import io.taskledger.kernel.Text;
import io.taskledger.kernel.UserId;
import io.taskledger.query.parameters.QueryParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

import java.util.List;

/**
 * Which of a user's tasks to list, in what order.
 *
 * @param completed only those that are, or are not; null for all
 * @param q the text to search for as the client wrote it; empty where there is none, or only white space
 * @param limit at most so many
 * @param cursor where to begin, as the page before said; null for the first page
 */
record TaskListing(
        UserId userId, @Nullable Boolean completed, String q, TaskSort sort, int limit, @Nullable String cursor) {

    /** Of what is searched for, in Unicode code points: no text that is searched has more. */
    static final int LONGEST_Q = Description.MAX_LENGTH;

    /**
     * Reads the parameters; an empty one counts as left out. What can't be parsed is found before what is not allowed.
     *
     * @throws InvalidRequest where one can't be parsed, is given twice or is out of its bounds
     */
    static TaskListing parse(UserId userId, MultiValueMap<String, String> given) {
        var parameters = new QueryParameters(given, "completed", "q", "sort", "limit", "cursor");
        Boolean completed = parameters.find("completed", TaskListing::parseBoolean);
        int limit = parameters.limit();
        String q = parameters.find("q", TaskListing::parseText);
        TaskSort sort = parameters.find("sort", TaskSort::parse);
        return new TaskListing(
                userId,
                completed,
                q == null ? "" : q,
                sort == null ? TaskSort.NEWEST_FIRST : sort,
                limit,
                parameters.find("cursor"));
    }

    /** Only tasks with this text in title or description: {@code q} without white space at either end; empty for all. */
    String text() {
        return Text.trim(q);
    }

    /** All that decides which tasks there are and in what order: what a cursor is good for, of this release and of the one before. */
    List<String> question() {
        return List.of("tasks", userId.value(), String.valueOf(completed), q, sort.toString());
    }

    private static boolean parseBoolean(String completed) {
        return switch (completed) {
            case "true" -> true;
            case "false" -> false;
            default -> throw InvalidRequest.unreadable("completed", "must be true or false");
        };
    }

    private static String parseText(String q) {
        try {
            return Text.requireAtMost(LONGEST_Q, Text.trim(Text.requireStorable(q))).isEmpty() ? "" : q;
        } catch (InvalidValue e) {
            throw InvalidRequest.notAllowed("q", String.valueOf(e.getMessage()));
        }
    }
}
