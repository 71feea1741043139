package io.taskledger.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a browser may make of the page: it loads and asks this service only, runs no script that stands in the document but its
 * import map, and asks each time whether what it keeps is still right.
 */
final class PageHeaders implements HandlerInterceptor {

    /** The only script that browsers don't let a page load from a file. */
    private static final Pattern IMPORT_MAP = Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    private final String policy;

    private PageHeaders(String importMapHash) {
        policy = "default-src 'none'; script-src 'self' '" + importMapHash + "'; style-src 'self'; img-src 'self'; connect-src 'self';"
                + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
    }

    static PageHeaders of(String document) {
        Matcher map = IMPORT_MAP.matcher(document);
        if (!map.find()) {
            throw new IllegalStateException("index.html has no import map");
        }
        return new PageHeaders("sha256-" + Base64.getEncoder().encodeToString(ContentTag.sha256(map.group(1).getBytes(UTF_8))));
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        response.setHeader("Content-Security-Policy", policy);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        return true;
    }
}
