package io.taskledger.query.projection;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.UUID;

/** The stored events of all tasks: a page at a time, and what their positions mean. */
public interface EventSource {

    /** Within which positions mean the same events; another after a restore from an older backup. */
    UUID epochId();

    /** Whether the event is stored, and at that position. */
    boolean holds(long position, UUID event);

    /** The position up to which every event can be had now. */
    long head();

    /** The position of the last event that was committed; one that was found out a moment ago will do. */
    default long last() {
        return head();
    }

    /**
     * Task by task, each from its first event to its last; the order of the tasks stays the same.
     *
     * @param after where the page before ended; null for the first page
     * @param upTo leaves out what is at a later position; one that the head has reached
     * @return at most so many; empty where there are no more
     */
    Page byTask(@Nullable Place after, long upTo, int limit);

    /** A task's events after a version, up to a position that the head has reached. */
    Page ofTask(Place after, long upTo, int limit);

    /** In the order of positions, which begin after the first. */
    Page byPosition(long after, long upTo, int limit);

    /**
     * A place between two events, in the order of tasks and versions.
     *
     * @param task as the store names it, which may be no task's name
     * @param version of the event before
     */
    record Place(String task, long version) {}

    /**
     * Some events.
     *
     * @param end behind the last event of the page, which may be of no task; null where there were no more
     * @param lastPosition of the same
     */
    record Page(List<Delivery> deliveries, @Nullable Place end, long lastPosition) {}
}
