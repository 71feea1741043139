package io.taskledger.query.rebuild;

import java.util.List;
import java.util.UUID;

/**
 * A row that was not what the events say.
 *
 * @param version of the task, in the row that the events make; or in the one that no event makes
 * @param columns that differ; all of them where one of the rows is not there
 */
public record Difference(UUID taskId, long version, Kind kind, List<String> columns) {

    public enum Kind {
        ALTERED,
        MISSING,
        UNFOUNDED
    }
}
