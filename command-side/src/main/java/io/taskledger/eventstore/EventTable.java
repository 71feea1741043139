package io.taskledger.eventstore;

import java.util.List;
import java.util.Set;

/**
 * What reading in order asks of the database. Each method is one statement with a snapshot of its own: it sees what had been
 * committed when it was called, and maybe more. None shares a transaction with another.
 */
interface EventTable {

    /**
     * The first events after the position that are there, by position.
     *
     * @param decided the position up to which the caller passes holes. If the page has one there, the server that it came from
     *        is asked who it is
     * @throws org.axonframework.eventsourcing.eventstore.EventStoreException where that server is a standby
     */
    Page after(long position, int limit, long decided);

    /** The highest position with none missing between it and {@code from}. */
    long lastBeforeHole(long from);

    /**
     * Who writes.
     *
     * @throws org.axonframework.eventsourcing.eventstore.EventStoreException where the server can't tell: it is a standby, hands
     *         out positions in advance, or has some that it never handed out
     */
    Look look();

    /** @param incarnation of the server that it came from, as in {@link Look}; empty where it was not asked */
    record Page(List<StoredEvent> events, String incarnation) {}

    /**
     * A look at who writes.
     *
     * @param incarnation of the server and the table; what was learned in one means nothing in another
     * @param last the highest position that was there when the look began; 0 where there was none
     * @param writers after that, the transactions that held the lock which an insert takes, by their virtual ids. (They are not
     *        used again, unless a backend crashes, and then one waits for a stranger, too.) One that has drawn a position is here
     *        until its commit is visible, or it is rolled back
     * @param prepared whether some were prepared (two-phase commit): they may have been known by another id before
     */
    record Look(String incarnation, long last, Set<String> writers, boolean prepared) {}
}
