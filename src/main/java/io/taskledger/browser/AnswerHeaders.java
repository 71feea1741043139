package io.taskledger.browser;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The headers that every answer has, whoever writes it: an endpoint, a filter, Tomcat. Nothing is said of HTTPS
 * (Strict-Transport-Security), which is for the proxy to say that speaks it.
 */
public final class AnswerHeaders {

    /** What a page of an allowed origin may read of an answer, besides its body. */
    private static final String EXPOSED =
            "ETag, Location, Preference-Applied, Idempotency-Replayed, X-Request-Id, Retry-After, WWW-Authenticate, Allow, Accept-Encoding";

    /** An answer is data and no page: nothing is to be loaded, run or framed, should a browser ever show it. */
    private static final String DATA = "default-src 'none'; frame-ancestors 'none'";

    /** Swagger UI's files are all of this service; it styles as it goes, and has pictures in its style sheets. */
    private static final String PAGES = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
            + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private final AllowedOrigins allowed;

    AnswerHeaders(AllowedOrigins allowed) {
        this.allowed = allowed;
    }

    /** To be called before anything is written, and again where the headers were dropped in between. */
    public void write(HttpServletRequest request, HttpServletResponse response) {
        boolean page = isOf(request, "/swagger-ui/");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Content-Security-Policy", page ? PAGES : DATA);
        response.setHeader(HttpHeaders.CACHE_CONTROL, page || isOf(request, "/v3/api-docs") ? "no-cache" : "no-store");
        response.setHeader(HttpHeaders.VARY, allowed.isEmpty() ? "Authorization" : "Authorization, Origin");
        if (allowed.contain(request.getHeader(HttpHeaders.ORIGIN))) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, request.getHeader(HttpHeaders.ORIGIN));
            response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        }
    }

    private static boolean isOf(HttpServletRequest request, String path) {
        @Nullable String asked = request.getRequestURI(); // null where the request was too odd to have one
        return asked != null && asked.startsWith(path);
    }
}
