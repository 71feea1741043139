package io.taskledger.eventstore;

/**
 * Where a commit was stored.
 *
 * @param position of its last event
 * @param epoch the name of the epoch
 */
record Appended(long position, String epoch) {}
