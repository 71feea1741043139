package io.taskledger.connection;

import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketWrapperBase;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The requests of which a byte has come and which are not answered: so many at most. Where one is refused, the oldest answer that its
 * client takes slowly is ended, so that whoever takes a few bytes now and then keeps nobody out for long. Streams have a bound of their
 * own.
 */
final class RequestsUnderWay {

    private final int most;
    private final long slowNanos;
    private final Map<Request, ClientConnection> all = new LinkedHashMap<>();

    /** @param slowAfter how long after it began to be sent an answer may be ended for another request */
    RequestsUnderWay(int most, Duration slowAfter) {
        this.most = most;
        slowNanos = slowAfter.toNanos();
    }

    /** Whether it has a place, from now on or already. */
    synchronized boolean enter(Request request, SocketWrapperBase<?> connection) {
        if (all.size() < most || all.containsKey(request)) {
            all.put(request, new ClientConnection(connection));
            return true;
        }
        endSlow();
        return false;
    }

    synchronized void leave(Request request) {
        all.remove(request);
    }

    private void endSlow() {
        for (Map.Entry<Request, ClientConnection> oldest : all.entrySet()) {
            if (isSlow(oldest.getKey()) && !oldest.getValue().hasEnded()) {
                oldest.getValue().end();
                return;
            }
        }
    }

    private boolean isSlow(Request request) {
        var stream = new AtomicBoolean();
        request.action(ActionCode.ASYNC_IS_ASYNC, stream);
        Response response = request.getResponse();
        return response.isCommitted() && !stream.get() && System.nanoTime() - response.getCommitTimeNanos() >= slowNanos;
    }
}
