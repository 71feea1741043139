package io.taskledger.query.audit;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One page of changes.
 *
 * @param nextCursor where the next page begins; null where this is the last
 */
public record AuditPage(List<AuditEntry> items, @Nullable String nextCursor) {}
