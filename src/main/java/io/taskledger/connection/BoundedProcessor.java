package io.taskledger.connection;

import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.Adapter;
import org.apache.coyote.ErrorState;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** Tomcat comes here whenever bytes of a head have come, and waits for more without a thread. */
final class BoundedProcessor extends Http11Processor {

    private static final Logger LOG = LoggerFactory.getLogger(BoundedProcessor.class);

    /** What Tomcat says of a head for which its buffer is too small. */
    private static final String TOO_LARGE = StringManager.getManager(Http11InputBuffer.class).getString("iib.requestheadertoolarge.error");

    private static final int READ_OF_A_REFUSED = 16 * 1024;

    private final long longestHeadNanos;
    private final Duration longestRest;
    private final RequestsUnderWay underWay;
    private final IncompleteHead incomplete;
    private final Place restOfHead;
    private final RefusedRequests refused;
    private final Draining draining;
    private final AtomicReference<SocketWrapperBase<?>> connection;
    private boolean tooLarge;

    BoundedProcessor(
            AbstractHttp11Protocol<?> protocol, Adapter adapter, RequestBounds bounds, RefusedRequests refused, Draining draining) {
        this(
                protocol,
                adapter,
                bounds,
                new IncompleteHead(bounds.incompleteHeads()),
                new Place(bounds.restsOfHeads()),
                refused,
                draining,
                new AtomicReference<>());
    }

    private BoundedProcessor(
            AbstractHttp11Protocol<?> protocol,
            Adapter adapter,
            RequestBounds bounds,
            IncompleteHead incomplete,
            Place restOfHead,
            RefusedRequests refused,
            Draining draining,
            AtomicReference<SocketWrapperBase<?>> connection) {
        super(protocol, new RecyclingAdapter(adapter, connection::get, request -> {
            bounds.underWay().leave(request);
            incomplete.leave();
            restOfHead.leave();
        }));
        longestHeadNanos = bounds.longestHead().toNanos();
        longestRest = bounds.longestRest();
        underWay = bounds.underWay();
        this.incomplete = incomplete;
        this.restOfHead = restOfHead;
        this.refused = refused;
        this.draining = draining;
        this.connection = connection;
    }

    @Override
    public SocketState process(SocketWrapperBase<?> socket, SocketEvent event) throws IOException {
        if (LingeringClose.hasEnded(socket)) { // it could not be answered, so nothing that came on it is carried out
            return closed(socket);
        }
        if (incomplete.isDisplaced()) { // whichever event comes first
            return refuse(socket, HttpServletResponse.SC_SERVICE_UNAVAILABLE, RefusedRequests.Cause.INCOMPLETE);
        }
        connection.set(socket);
        SocketState state = super.process(socket, event);
        return state == SocketState.CLOSED && draining.hasBegun() && getErrorState().isIoAllowed() && !socket.isClosed()
                ? closed(socket)
                : state;
    }

    private static SocketState closed(SocketWrapperBase<?> socket) {
        try {
            LingeringClose.of(socket);
        } catch (IOException e) {
            LOG.debug("A client did not wait for the end of its connection", e);
        }
        return SocketState.CLOSED;
    }

    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
        if (isLate()) {
            return refuse(socket, HttpServletResponse.SC_REQUEST_TIMEOUT, RefusedRequests.Cause.LATE);
        }
        if (!underWay.enter(request, socket)) {
            discardWhatCame(socket);
            return refuse(socket, HttpServletResponse.SC_SERVICE_UNAVAILABLE, RefusedRequests.Cause.UNDER_WAY);
        }
        tooLarge = false;
        SocketState state = super.service(socket);
        if (state == SocketState.LONG && !isAsync()) {
            incomplete.await(socket);
        } else {
            incomplete.leave();
        }
        return state;
    }

    /** Tomcat calls this with the cause for which it refuses a head, having chosen the status 400, and may call it again for what is missing in the head then. */
    @Override
    protected void setErrorState(ErrorState state, @Nullable Throwable cause) {
        super.setErrorState(state, cause);
        if (state == ErrorState.CLOSE_CONNECTION_NOW && cause instanceof IOException && isWritten()) {
            LOG.debug("A client took no more of its answer: {}", cause.toString());
        }
        if (!tooLarge && cause instanceof IllegalArgumentException && TOO_LARGE.equals(cause.getMessage())) {
            tooLarge = true;
            refused.count(RefusedRequests.Cause.TOO_LARGE);
            readOn();
        }
        if (tooLarge && state.isIoAllowed()) {
            response.setStatus(431);
        }
    }

    /** Whether the answer has been written, and only Tomcat still sends the end of it: a failure is told to none of our code then. */
    private boolean isWritten() {
        return response.isCommitted() && !response.isExceptionPresent() && !isAsync();
    }

    private void readOn() {
        var head = new OversizedHead();
        if (request.getInputBuffer() instanceof ApplicationBufferHandler buffer) {
            head.takeParsed(buffer.getByteBuffer().duplicate().rewind());
        }
        try {
            if (restOfHead.take()) {
                head.readOn(getSocketWrapper(), longestRest);
            }
        } catch (IOException e) {
            LOG.debug("The rest of a head did not come: {}", e.getMessage());
        } finally {
            restOfHead.leave();
        }
        if (head.origin() != null && request.getMimeHeaders().getHeader(HttpHeaders.ORIGIN) == null) { // Tomcat may have begun one
            request.getMimeHeaders().setLimit(-1); // there may be as many as a head may have
            request.getMimeHeaders().removeHeader(HttpHeaders.ORIGIN);
            request.getMimeHeaders().addValue(HttpHeaders.ORIGIN).setString(head.origin());
        }
    }

    /** The answer would be lost, if it were still there when the connection is closed. */
    private static void discardWhatCame(SocketWrapperBase<?> socket) throws IOException {
        var came = ByteBuffer.allocate(READ_OF_A_REFUSED);
        while (came.hasRemaining() && socket.read(false, came) > 0) {
            // Tomcat reads it a buffer at a time
        }
    }

    /** Tomcat notes when the first byte of a request came; -1 stands for none. */
    private boolean isLate() {
        long began = request.getStartTimeNanos();
        return began >= 0 && System.nanoTime() - began > longestHeadNanos;
    }

    /** As Tomcat refuses a head that it can't read: its valves write the answer. */
    private SocketState refuse(SocketWrapperBase<?> socket, int status, RefusedRequests.Cause cause) {
        refused.count(cause);
        setSocketWrapper(socket);
        response.setStatus(status);
        setErrorState(ErrorState.CLOSE_CLEAN, null);
        try {
            getAdapter().service(request, response);
        } catch (Exception e) {
            LOG.debug("A client could not be told that it is refused", e);
        }
        return SocketState.CLOSED;
    }
}
