package io.taskledger.request;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.regex.Pattern;

/** Gives every request an id: the caller's, where it is 1 to 128 letters, digits and {@code ._:/+=@-}, one of ours otherwise. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class RequestIds extends OncePerRequestFilter {

    private static final String HEADER = "X-Request-Id";

    private static final String MDC_KEY = "request_id";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");
    private static final TimeBasedEpochRandomGenerator IDS = Generators.timeBasedEpochRandomGenerator();

    RequestIds() {}

    /** The id of the request that this thread handles. */
    public static String current() {
        String id = MDC.get(MDC_KEY);
        if (id == null) {
            throw new IllegalStateException("there is no request");
        }
        return id;
    }

    /** The id that the response shows; where no filter has set one yet, it does from now on. */
    public static String of(HttpServletRequest request, HttpServletResponse response) {
        String id = response.getHeader(HEADER);
        if (id == null) {
            id = choose(request.getHeader(HEADER));
            response.setHeader(HEADER, id);
        }
        return id;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (var _ = MDC.putCloseable(MDC_KEY, of(request, response))) {
            chain.doFilter(request, response);
        }
    }

    private static String choose(@Nullable String sent) {
        return sent != null && SANE.matcher(sent).matches() ? sent : IDS.generate().toString();
    }
}
