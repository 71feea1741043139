package io.taskledger.eventstore;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Events that are stored all or not at all, at least one.
 *
 * @param epoch the name of the epoch in which was read what the events were decided by: they are stored in that epoch or not at all; null where
 *     nothing was read
 */
record Commit(List<StoredEvent> events, @Nullable String epoch) {}
