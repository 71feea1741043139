package io.taskledger.query.caller;

/**
 * What a question was answered with, and in which epoch of the event store: none begins before the transaction of the question has ended.
 *
 * @param epoch its name, empty for the first
 */
public record InEpoch<T>(T answer, String epoch) {}
