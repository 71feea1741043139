package io.taskledger.eventstore;

import java.time.Duration;
import java.util.List;

/**
 * Reads the events after a position, each once, in their order, and stops before a hole until it is filled or
 * {@link HighWaterMark} has decided that it never will be. One consumer's; its calls must not overlap.
 */
final class OrderedReader {

    private static final long LONGEST_PAUSE_MILLIS = 25;

    private final EventTable table;
    private final HighWaterMark highWater;

    private volatile long position;
    private boolean more = true;

    /** How many reads have ended at the hole after the position. */
    private int stops;

    OrderedReader(EventTable table, HighWaterMark highWater, long position) {
        this.table = table;
        this.highWater = highWater;
        this.position = position;
    }

    /** The next events, at most so many. None may mean that there are no more, or that a hole is open. */
    List<StoredEvent> next(int limit) {
        // a hole is mostly filled within a moment: only one that is met again is worth a look at who writes
        boolean undecided = stops > 0 && highWater.look().position() <= position;
        return read(undecided && stops > 1 ? 1 : limit);
    }

    private List<StoredEvent> read(int limit) {
        while (true) {
            HighWaterMark.Mark mark = highWater.mark(); // before the statement: it sees all that the mark promises
            EventTable.Page page = table.after(position, limit, mark.position());
            long reached = position;
            int count = 0;
            boolean passedHole = false;
            for (StoredEvent event : page.events()) {
                long before = event.position() - 1;
                if (before > Math.max(reached, mark.position())) {
                    break;
                }
                passedHole |= before > reached;
                reached = event.position();
                count++;
            }
            if (!passedHole || page.incarnation().equals(mark.incarnation())) {
                if (position <= mark.position()) {
                    highWater.extend(mark, reached);
                }
                return deliver(page.events(), count, limit);
            }
            highWater.forget(mark); // it was made on another server than the page
        }
    }

    private List<StoredEvent> deliver(List<StoredEvent> page, int count, int limit) {
        List<StoredEvent> events = page.subList(0, count);
        boolean atHole = count < page.size();
        more = !atHole && page.size() == limit;
        stops = atHole ? (count == 0 ? stops + 1 : 1) : 0;
        if (count > 0) {
            position = events.getLast().position();
        }
        return events;
    }

    long position() {
        return position;
    }

    /** Whether there may be more at once; otherwise there is after a commit, or after {@link #pause}. */
    boolean hasMore() {
        return more;
    }

    boolean isAtHole() {
        return stops > 0;
    }

    /** While it {@link #isAtHole}, the time after which to try again, since nothing announces a rollback. */
    Duration pause() {
        return Duration.ofMillis(Math.min(LONGEST_PAUSE_MILLIS, 1L << Math.min(stops - 1, 5)));
    }
}
