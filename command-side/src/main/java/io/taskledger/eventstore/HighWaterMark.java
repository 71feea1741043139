package io.taskledger.eventstore;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Knows up to which position everything is decided: each number up to it is an event that every later statement sees, or was
 * given up and will never be one. So a reader may pass a hole below it, and none above.
 *
 * <p>Why that is so. Positions are drawn from a sequence in rising order, by inserts; commits become visible in any order.
 * <ol>
 * <li>A look ({@link EventTable#look}) is one statement. Its snapshot shows <i>m</i>, the highest position that is there; the list
 * <i>W</i> of those who write is made after that snapshot. Let <i>h</i> &lt; <i>m</i> be missing, and <i>T</i> the one who
 * drew it. <i>m</i> was drawn before its commit could be seen, and <i>h</i> before <i>m</i>: so when <i>W</i> was listed,
 * <i>T</i> had drawn <i>h</i>.
 * <li>An insert locks the table (RowExclusiveLock) before it evaluates the column's default, and PostgreSQL lets go of a
 * transaction's locks after its commit has become visible, or it has been rolled back. (A savepoint that is rolled back lets go
 * of the locks that it took, and of its rows for good.) So either <i>T</i> is in <i>W</i>, or it had ended, and is visible to, or
 * gone for, each statement that begins later.
 * <li>When in a later look none of <i>W</i> is left, that is so in either case. (A transaction in two phases may change its id
 * when it is prepared: while any prepared one holds the lock, nothing is decided.)
 * <li>It is so for all <i>h</i> below <i>m</i> at once, and for ever. Hence <i>m</i> is a new mark, for statements that begin
 * after that later look.
 * </ol>
 * Transactions that write elsewhere, however long, are not in <i>W</i>. Ids of transactions and snapshots play no part: a
 * transaction may get its id before it draws a position, or after.
 *
 * <p>All this is said of one incarnation of one server. After a restart, a failover, or with another table in its place, the
 * mark counts for nothing and begins anew.
 */
final class HighWaterMark {

    /** Before anything is known: nothing comes before the first position. */
    private static final Mark START = new Mark("", 0);

    private static final int MOST_LOOKS = 200;
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final EventTable table;
    private volatile Mark mark = START;
    private volatile long last;
    private volatile long lookedAt;
    private volatile @Nullable Doubt doubt;

    HighWaterMark(EventTable table) {
        this.table = table;
    }

    /** What is known now. Statements that begin later may be read by it, if they are answered by the same incarnation. */
    Mark mark() {
        return mark;
    }

    /** Looks who writes, and decides what can be decided. What can't is worth another look a moment later. */
    synchronized Mark look() {
        EventTable.Look now = table.look();
        last = now.last();
        lookedAt = System.nanoTime();
        if (!now.incarnation().equals(mark.incarnation) || now.last() < mark.position) {
            mark = new Mark(now.incarnation(), 0);
            doubt = null;
        }
        decide(doubt, now);
        if (doubt == null && now.last() > mark.position) {
            doubt = new Doubt(now.last(), now.writers(), lookedAt);
            decide(doubt, now);
        }
        return mark;
    }

    private void decide(@Nullable Doubt open, EventTable.Look now) {
        if (open != null && !now.prepared() && Collections.disjoint(open.writers, now.writers())) {
            mark = new Mark(mark.incarnation, Math.max(mark.position, open.last));
            doubt = null;
        }
    }

    /** Every position from the mark up to this one has been seen. */
    synchronized void extend(Mark from, long position) {
        if (from.incarnation.equals(mark.incarnation) && position > mark.position) {
            mark = new Mark(mark.incarnation, position);
            doubt = doubt != null && doubt.last <= position ? null : doubt;
        }
    }

    /** Finds out whether there is a hole at all, where somebody who writes keeps what is there from being decided. */
    void closeUp() {
        Mark before = mark;
        extend(before, table.lastBeforeHole(before.position));
    }

    /** A statement that began after the mark was made has been answered by another incarnation. */
    synchronized void forget(Mark used) {
        if (used.incarnation.equals(mark.incarnation)) {
            mark = START;
            doubt = null;
        }
    }

    /**
     * The last event before the first position that is not decided. Waits a moment until all that was there at first is
     * decided; for longer only where a transaction stays open.
     */
    long head() {
        Mark reached = look();
        long there = last;
        for (int looks = 1; reached.position < there && looks < MOST_LOOKS; looks++) {
            LockSupport.parkNanos(PAUSE.toNanos());
            reached = look();
        }
        return reached.position < there ? table.lastBeforeHole(reached.position) : reached.position;
    }

    /** The highest position that was there at the last look. */
    long last() {
        return last;
    }

    /** Whether the position was the highest that was there, at a look that is no older than that. */
    boolean wasLast(long position, Duration age) {
        return last == position && System.nanoTime() - lookedAt < age.toNanos();
    }

    /** For how long, at the last look, some position could not be decided; zero where all were. */
    Duration undecidedFor() {
        Doubt open = doubt;
        return open == null ? Duration.ZERO : Duration.ofNanos(lookedAt - open.since);
    }

    /** Everything up to the position is decided, in this incarnation of the server. */
    record Mark(String incarnation, long position) {}

    /** One of these may yet commit a position up to the last that was there. */
    private record Doubt(long last, Set<String> writers, long since) {}
}
