package io.taskledger.connection;

import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The requests of which a byte has come and which are not answered: so many at most. Where one is refused, the oldest answer that its client takes slowly is
 * ended, so that whoever takes a few bytes now and then keeps nobody out for long. Streams have a bound of their own.
 */
final class RequestsUnderWay {

    private static final Logger LOG = LoggerFactory.getLogger(RequestsUnderWay.class);

    private final int most;
    private final long slowNanos;
    private final Map<Request, SocketWrapperBase<?>> all = new LinkedHashMap<>();

    /** @param slowAfter how long after it began to be sent an answer may be ended for another request */
    RequestsUnderWay(int most, Duration slowAfter) {
        this.most = most;
        slowNanos = slowAfter.toNanos();
    }

    /** Whether it has a place, from now on or already. */
    synchronized boolean enter(Request request, SocketWrapperBase<?> connection) {
        if (all.size() < most || all.containsKey(request)) {
            all.put(request, connection);
            return true;
        }
        endSlow();
        return false;
    }

    synchronized void leave(Request request) {
        all.remove(request);
    }

    private void endSlow() {
        for (Map.Entry<Request, SocketWrapperBase<?>> oldest : all.entrySet()) {
            if (isSlow(oldest.getKey()) && !LingeringClose.hasEnded(oldest.getValue())) {
                try {
                    LingeringClose.endOutput(oldest.getValue());
                    return;
                } catch (IOException e) {
                    LOG.debug("A connection had ended already: {}", e.getMessage());
                }
            }
        }
    }

    private boolean isSlow(Request request) {
        var stream = new AtomicBoolean();
        request.action(ActionCode.ASYNC_IS_ASYNC, stream);
        return request.getResponse().isCommitted() && !stream.get() && System.nanoTime() - request.getResponse().getCommitTimeNanos() >= slowNanos;
    }
}
