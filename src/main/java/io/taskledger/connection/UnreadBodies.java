package io.taskledger.connection;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads what is left of a body after the answer, and throws it away: a connection that is closed while its client still sends is
 * reset, and the answer may be lost on the way. It reads so much, for so long and of so many at once: who is refused needs no token.
 * Tomcat alone would wait for each byte anew.
 */
final class UnreadBodies extends ValveBase {

    static final int MOST_BYTES = 2 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(UnreadBodies.class);

    private final Duration longest;
    private final Semaphore places;

    UnreadBodies(Duration longest, Semaphore places) {
        super(true);
        this.longest = longest;
        this.places = places;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (!request.isAsync() && announcesBody(request) && !request.isFinished() && !isLost(request)) {
            var place = new Place(places);
            boolean awaited = !waitsForLeave(request) && place.take();
            try {
                response.finishResponse();
                if (!awaited || !discard(request)) {
                    request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null); // and closes the connection
                }
            } finally {
                place.leave();
            }
        }
    }

    private static boolean announcesBody(Request request) {
        return request.getHeader("Content-Length") != null || request.getHeader("Transfer-Encoding") != null;
    }

    /** Whether Tomcat closes the connection already: the head could not be read, and nobody knows where a body begins. */
    private static boolean isLost(Request request) {
        var lost = new AtomicBoolean();
        request.getCoyoteRequest().action(ActionCode.IS_ERROR, lost);
        return lost.get();
    }

    /** Whoever expects to be told to go on (RFC 9110, section 10.1.1) was told something else ({@link LastAnswers}). */
    private static boolean waitsForLeave(Request request) {
        return request.getCoyoteRequest().hasExpectation();
    }

    private boolean discard(Request request) {
        long began = System.nanoTime();
        var nowhere = new Nowhere();
        try {
            for (long read = 0; read < MOST_BYTES && System.nanoTime() - began < longest.toNanos();) {
                int more = request.getCoyoteRequest().doRead(nowhere);
                if (more < 0) {
                    return true;
                }
                read += more;
            }
        } catch (IOException e) {
            LOG.debug("The rest of a body did not come", e);
        }
        return false;
    }

    private static final class Nowhere implements ApplicationBufferHandler {

        private ByteBuffer last = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            last = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return last;
        }

        @Override
        public void expand(int size) {
            // Tomcat hands buffers of its own
        }
    }
}
