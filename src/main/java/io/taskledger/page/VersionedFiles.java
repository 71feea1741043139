package io.taskledger.page;

import io.taskledger.request.RequestIds;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends the page's files under the addresses that the document names, before anyone measures it or asks who wants them: a first
 * visit wants dozens at once. Whatever else is asked of those addresses is answered as everywhere.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class VersionedFiles extends OncePerRequestFilter {

    private static final Pattern ADDRESS = Pattern.compile("(/(?:page|lib)/)(v-[^/]+)/(.+)");
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    private final PageFiles files;

    VersionedFiles(PageFiles files) {
        this.files = files;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Matcher address = ADDRESS.matcher(request.getRequestURI());
        @Nullable PageFile file = METHODS.contains(request.getMethod()) && address.matches() ? files.at(address.group(1) + address.group(3)) : null;
        if (file == null) {
            chain.doFilter(request, response);
            return;
        }
        var _ = RequestIds.of(request, response);
        // while releases change, the document may be of one instance, and another is asked for what it names
        response.setHeader(HttpHeaders.CACHE_CONTROL, address.group(2).equals(files.version()) ? FOR_GOOD : "no-cache");
        file.send(request, response);
    }
}
