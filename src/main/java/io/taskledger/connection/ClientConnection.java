package io.taskledger.connection;

import jakarta.servlet.ServletRequest;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;

/** The connection that a request has come on. */
public final class ClientConnection {

    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);
    private static final String ATTRIBUTE = ClientConnection.class.getName();

    private final SocketWrapperBase<?> socket;

    ClientConnection(SocketWrapperBase<?> socket) {
        this.socket = socket;
    }

    void tell(Request request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** @throws IllegalStateException where the request is none of {@link BoundedHttp} */
    public static ClientConnection of(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof ClientConnection connection) {
            return connection;
        }
        throw new IllegalStateException("the request has no connection");
    }

    /** Whether the service's half is closed. */
    boolean hasEnded() {
        return LingeringClose.hasEnded(socket);
    }

    /**
     * Ends what is being sent on it, from any thread: whoever waits for the client to take it fails at once. The client sees an answer
     * that ends early.
     */
    public void end() {
        try {
            LingeringClose.endOutput(socket);
        } catch (IOException e) {
            LOG.debug("A connection had ended already: {}", e.getMessage());
        }
    }
}
