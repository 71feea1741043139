package io.taskledger.query.projection;

import org.jspecify.annotations.Nullable;

/**
 * How far a projection is: what its last commit did.
 *
 * @param projection by its table
 * @param position up to which it has folded every event, but for those of parked tasks
 * @param parked how many tasks are
 */
public record Progress(String projection, long position, int parked) {

    /** As one instance tells it to the others. */
    String text() {
        return projection + " " + position + " " + parked;
    }

    /** Null where it is nothing that we say. */
    static @Nullable Progress parse(String text) {
        String[] parts = text.split(" ", -1);
        try {
            return parts.length == 3 ? new Progress(parts[0], Long.parseLong(parts[1]), Integer.parseInt(parts[2])) : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    Progress orLater(Progress other) {
        return other.position >= position ? other : this;
    }
}
