package io.taskledger.query.tasks;

import io.taskledger.kernel.TaggedTask;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One page of a list.
 *
 * @param nextCursor where the next page begins; null where this is the last
 */
public record TaskPage(List<TaggedTask> items, @Nullable String nextCursor) {}
