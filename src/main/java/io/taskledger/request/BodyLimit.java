package io.taskledger.request;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * Limits bodies in two steps: the filter bounds what can be read; the interceptor, once a token is good and an endpoint is
 * found, reads it. So 401, 404 and 405 come before 413, and 413 before all that is said of the content.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
public class BodyLimit extends OncePerRequestFilter implements HandlerInterceptor {

    /** Methods whose body, if there is one, nobody reads. */
    private static final Set<String> IGNORED = Set.of("GET", "HEAD", "OPTIONS");

    private final Duration longestBody;

    BodyLimit(Environment environment) {
        longestBody = environment.getRequiredProperty("taskledger.request.longest-body", Duration.class);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new LimitedBody(request, longestBody), response);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) throws IOException {
        if (handler instanceof HandlerMethod && !IGNORED.contains(request.getMethod())) {
            var _ = LimitedBody.read(request);
        }
        return true;
    }
}
