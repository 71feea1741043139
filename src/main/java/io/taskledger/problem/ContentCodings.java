package io.taskledger.problem;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;

import java.util.Arrays;
import java.util.Collections;

/** What was done to a body before it was sent (RFC 9110, section 8.4), such as gzip. */
public final class ContentCodings {

    private static final String NONE = "identity";

    private ContentCodings() {}

    /** Whether the request names any coding, in any line of the header, but the one that does nothing. */
    public static boolean areUsed(HttpServletRequest request) {
        return Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING)).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .anyMatch(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase(NONE));
    }
}
