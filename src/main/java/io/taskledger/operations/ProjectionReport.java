package io.taskledger.operations;

import io.taskledger.query.projection.DeadLetters.DeadLetter;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * How a projection is.
 *
 * @param name as it is called, whatever its version
 * @param position up to which it has folded every event, but for those behind dead letters
 * @param head position of the last event that was committed
 * @param secondsBehind age of the oldest event that it has not folded
 * @param deadLetters tasks that it left as they were at an event that it can't fold
 * @param parked the first of those
 * @param rebuild a rebuild or verification that is running; null where none is
 */
record ProjectionReport(
        String name,
        int version,
        ProjectionLag.Status status,
        long position,
        long head,
        long eventsBehind,
        double secondsBehind,
        long deadLetters,
        List<DeadLetter> parked,
        @Nullable JobReport rebuild) {}
