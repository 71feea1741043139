package io.taskledger.query.projection;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/** The events of all tasks as they are committed, in the order of positions. */
public interface LiveEvents {

    /**
     * Begins to read behind a position.
     *
     * @throws RuntimeException where no event has that position yet, as after a restore from an older backup
     */
    Reading after(long position);

    /** One consumer's: any thread may close it, all else is the consumer's. */
    interface Reading extends AutoCloseable {

        /**
         * The next events, some hundred at most. Waits until there are some, and no longer than that.
         *
         * @return null where none came in time, or where this has been closed
         */
        @Nullable Batch next(Duration patience) throws InterruptedException;

        @Override
        void close();
    }

    /**
     * Events that follow each other.
     *
     * @param deliveries those of tasks
     * @param end position of the last event, which may be of no task
     */
    record Batch(List<Delivery> deliveries, long end) {}
}
