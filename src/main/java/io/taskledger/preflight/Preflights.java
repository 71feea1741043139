package io.taskledger.preflight;

import io.taskledger.browser.AllowedOrigins;
import io.taskledger.problem.Problem;
import io.taskledger.problem.ProblemType;
import io.taskledger.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/**
 * Tells a browser what a page of an allowed origin may send, before the page sends it, and so without a token. A page of another origin is
 * told that its origin is not allowed. What is no preflight is a request like any.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
final class Preflights extends OncePerRequestFilter {

    private static final String METHODS = "GET, POST, PATCH, PUT, DELETE";

    /** The service's own, those of EventSource polyfills and HTTP libraries, and of tracing (W3C Trace Context and Baggage, Sentry). */
    private static final String HEADERS = "Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key, Prefer, X-Request-Id, Last-Event-ID,"
            + " Cache-Control, X-Requested-With, traceparent, tracestate, baggage, sentry-trace";

    /** Two hours; Chromium keeps it no longer. */
    private static final String MAX_AGE_SECONDS = "7200";

    private final AllowedOrigins allowed;
    private final RefusedOrigins refused;
    private final ProblemWriter problems;

    Preflights(AllowedOrigins allowed, RefusedOrigins refused, ProblemWriter problems) {
        this.allowed = allowed;
        this.refused = refused;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || !isPreflight(request)) {
            chain.doFilter(request, response);
        } else if (allowed.contain(origin)) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, HEADERS);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS);
        } else {
            problems.write(request, response, Problem.of(ProblemType.NOT_ALLOWED, refused.tell(origin)));
        }
    }

    private static boolean isPreflight(HttpServletRequest request) {
        return request.getMethod().equals(HttpMethod.OPTIONS.name()) && request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
    }
}
