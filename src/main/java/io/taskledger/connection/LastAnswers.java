package io.taskledger.connection;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.util.OnCommittedResponseWrapper;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/**
 * Says {@code Connection: close} where Tomcat does not, in an answer after which the service closes the connection, or may have to:
 *
 * <ul>
 *   <li>in the answer to a request that was under way when the instance was told to stop ({@link BoundedHttp} has Tomcat say so in later
 *       ones);
 *   <li>in the answer to a client that asked whether it may send a body (RFC 9110, section 10.1.1) and was not asked for it. Nobody knows
 *       whether that client sends its body now, so {@link UnreadBodies} does not wait for the body;
 *   <li>in the answer to a request whose body was not read and does not say how long it is: it may be longer than {@link UnreadBodies}
 *       reads, or no body at all.
 * </ul>
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class LastAnswers extends OncePerRequestFilter {

    private final Draining draining;

    LastAnswers(Draining draining) {
        this.draining = draining;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (draining.hasBegun()) {
            chain.doFilter(request, response);
            return;
        }
        var watched = new Watched(request, response);
        try {
            chain.doFilter(request, watched);
        } finally {
            if (!response.isCommitted()) {
                watched.onResponseCommitted();
            }
        }
    }

    private final class Watched extends OnCommittedResponseWrapper {

        private final HttpServletRequest request;

        Watched(HttpServletRequest request, HttpServletResponse response) {
            super(response);
            this.request = request;
        }

        @Override
        protected void onResponseCommitted() {
            if (draining.hasBegun() || mayStillSendBody()) {
                setHeader(HttpHeaders.CONNECTION, "close");
            }
        }

        private boolean mayStillSendBody() {
            boolean expects = request.getHeader(HttpHeaders.EXPECT) != null;
            boolean unbounded = request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
            try {
                return (expects || unbounded) && !request.getInputStream().isFinished();
            } catch (IOException e) {
                return true;
            }
        }
    }
}
