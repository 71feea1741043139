package io.taskledger.query.changes;

import io.taskledger.kernel.UserId;

/**
 * Who holds the memory that a user's streams take: another holder than the user, so that streams do not wait for the user's lists, nor
 * lists for streams.
 */
record StreamsOf(UserId user) {}
