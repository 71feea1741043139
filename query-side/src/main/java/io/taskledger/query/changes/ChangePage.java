package io.taskledger.query.changes;

import java.util.List;

/**
 * Some changes, in the order in which they were stored.
 *
 * @param nextSince from where to ask for those that come after; there are none yet where there are no items
 */
public record ChangePage(List<Change> items, String nextSince) {}
