package io.taskledger.problem;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.taskledger.kernel.InvalidRequest.Violation;
import io.taskledger.request.RequestIds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.List;

/** Writes a {@link Problem} as {@code application/problem+json}, whatever the client accepts. */
public final class ProblemWriter {

    /** Of what a client sent and gets back to see: more tells nobody more. */
    private static final int LONGEST_ECHO = 200;

    private final JsonMapper json;

    public ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /** The members of RFC 9457, and ours. */
    private record Body(
            String type,
            String title,
            int status,
            String detail,
            @JsonInclude(Include.NON_NULL) @Nullable String instance,
            String requestId,
            @JsonInclude(Include.NON_EMPTY) List<Violation> errors) {}

    public void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        var body = new Body(
                problem.type(), problem.title(), problem.status(), problem.detail(), request.getRequestURI(), RequestIds.of(request, response),
                problem.violations().stream().map(violation -> new Violation(echo(violation.field()), violation.message())).toList());
        byte[] bytes = json.writeValueAsBytes(body);
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(bytes.length);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (request.getHeader(HttpHeaders.EXPECT) != null) {
            response.setHeader(HttpHeaders.CONNECTION, "close"); // Tomcat closes it, and would not say so
        }
        response.getOutputStream().write(bytes);
    }

    /** What the client sent, cut short, and without what UTF-8 can't say. */
    private static String echo(String text) {
        return new String(text.substring(0, Math.min(text.length(), LONGEST_ECHO)).getBytes(UTF_8), UTF_8);
    }
}
