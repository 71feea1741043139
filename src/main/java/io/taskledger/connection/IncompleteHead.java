package io.taskledger.connection;

import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** Whether a processor waits for the rest of a head; the thread that serves its connection enters and leaves. */
final class IncompleteHead {

    private final IncompleteHeads all;
    private volatile @Nullable SocketWrapperBase<?> connection;
    private volatile boolean displaced;

    IncompleteHead(IncompleteHeads all) {
        this.all = all;
    }

    void await(SocketWrapperBase<?> connection) {
        this.connection = connection;
        all.enter(this);
    }

    void leave() {
        all.leave(this);
        connection = null;
        displaced = false;
    }

    /** Whether another head has its place. */
    boolean isDisplaced() {
        return displaced;
    }

    /**
     * Has a thread of its own tell the client, in the connection's turn; to be called by {@link IncompleteHeads}, which keeps it from
     * leaving meanwhile.
     */
    void displace() {
        SocketWrapperBase<?> awaited = connection;
        if (awaited != null) {
            displaced = true;
            awaited.processSocket(SocketEvent.ERROR, true);
        }
    }
}
