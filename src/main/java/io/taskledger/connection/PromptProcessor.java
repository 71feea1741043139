package io.taskledger.connection;

import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.Adapter;
import org.apache.coyote.ErrorState;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;

/** Tomcat comes here whenever bytes of a head have come, and waits for more without a thread. */
final class PromptProcessor extends Http11Processor {

    private static final Logger LOG = LoggerFactory.getLogger(PromptProcessor.class);

    private final long longestHeadNanos;

    PromptProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter, Duration longestHead) {
        super(protocol, adapter);
        longestHeadNanos = longestHead.toNanos();
    }

    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
        return isLate() ? refuse(socket) : super.service(socket);
    }

    /** Tomcat notes when the first byte of a request came; -1 stands for none. */
    private boolean isLate() {
        long began = request.getStartTimeNanos();
        return began >= 0 && System.nanoTime() - began > longestHeadNanos;
    }

    /** As Tomcat refuses a head that it can't read: its valves write the answer. */
    private SocketState refuse(SocketWrapperBase<?> socket) {
        setSocketWrapper(socket);
        response.setStatus(HttpServletResponse.SC_REQUEST_TIMEOUT);
        setErrorState(ErrorState.CLOSE_CLEAN, null);
        try {
            getAdapter().service(request, response);
        } catch (Exception e) {
            LOG.debug("A client that was too slow could not be told so", e);
        }
        return SocketState.CLOSED;
    }
}
