package io.taskledger.connection;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The heads of which a part has come, and the rest is waited for: so many at most. The head that has been waited for longest is displaced
 * by one more: most heads come whole, or the rest of them soon, and whoever sends half a head and no more keeps nobody out.
 */
final class IncompleteHeads {

    private final int most;
    private final Set<IncompleteHead> waiting = new LinkedHashSet<>();

    IncompleteHeads(int most) {
        this.most = most;
    }

    /** A head that is here already keeps its place. */
    synchronized void enter(IncompleteHead head) {
        if (waiting.add(head) && waiting.size() > most) {
            IncompleteHead longest = waiting.iterator().next();
            waiting.remove(longest);
            longest.displace();
        }
    }

    synchronized void leave(IncompleteHead head) {
        waiting.remove(head);
    }
}
