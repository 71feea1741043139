package io.taskledger.problem;

import io.taskledger.OutOfMemory;
import io.taskledger.browser.AnswerHeaders;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;

/** Writes what Tomcat refuses, before a filter or an endpoint saw it, as we write all errors. */
final class ContainerProblems extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(ContainerProblems.class);

    private final ProblemWriter writer;
    private final AnswerHeaders headers;

    ContainerProblems(JsonMapper json, AnswerHeaders headers) {
        this.writer = new ProblemWriter(json);
        this.headers = headers;
    }

    @Override
    protected void report(Request request, Response response, Throwable thrown) {
        int status = response.getStatus();
        if (status < HttpServletResponse.SC_BAD_REQUEST || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        if (thrown != null) {
            OutOfMemory.endIfCauseOf(thrown);
        }
        if (thrown != null && LostClient.isCauseOf(thrown)) {
            log.debug("A client took no more of its answer: {}", Unavailability.reason(thrown));
        } else if (thrown != null && status == HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
            log.error("A request failed outside of any endpoint", Unquoted.of(thrown));
        }
        try {
            headers.write(request, response.getResponse()); // Tomcat drops all headers of an answer that failed
            if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
                response.setHeader(HttpHeaders.RETRY_AFTER, Problems.RETRY_AFTER_SECONDS);
            }
            if (status == ProblemType.HEAD_TOO_LARGE.status()) {
                response.setHeader(HttpHeaders.CONNECTION, "close"); // Tomcat closes it, and would not say so
            }
            writer.write(request, response.getResponse(), problem(status));
            response.finishResponse();
        } catch (IOException e) {
            log.debug("The client is gone", e);
        }
    }

    /**
     * HTTP has a transfer coding and a version that it does not know answered with 501 and 505 (RFC 9112, sections 6.1 and 2.3). To
     * those who watch us, a 5xx is our fault: so these are requests that can't be read, like all others that are not HTTP/1.1.
     */
    private static Problem problem(int status) {
        boolean unreadable = status == HttpServletResponse.SC_NOT_IMPLEMENTED || status == HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED;
        int answered = unreadable ? HttpServletResponse.SC_BAD_REQUEST : status;
        return Problem.ofStatus(answered, Problems.sentence(answered));
    }
}
