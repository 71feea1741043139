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
 * Says {@code Connection: close} in the answers to requests that were under way when the instance was told to stop. {@link BoundedHttp}
 * says so in those to later ones, which Tomcat asks it before it carries them out.
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
        var watched = new Watched(response);
        try {
            chain.doFilter(request, watched);
        } finally {
            if (!response.isCommitted()) {
                watched.onResponseCommitted();
            }
        }
    }

    private final class Watched extends OnCommittedResponseWrapper {

        Watched(HttpServletResponse response) {
            super(response);
        }

        @Override
        protected void onResponseCommitted() {
            if (draining.hasBegun()) {
                setHeader(HttpHeaders.CONNECTION, "close");
            }
        }
    }
}
