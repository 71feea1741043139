package io.taskledger.query.changes;

import io.taskledger.kernel.UserId;

import java.time.Instant;

/**
 * Who reads a stream.
 *
 * @param until when their token ceases to be good
 */
public record Subscriber(UserId user, Instant until) {}
