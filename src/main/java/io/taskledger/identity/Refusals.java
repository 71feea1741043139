package io.taskledger.identity;

import io.taskledger.problem.Problem;
import io.taskledger.problem.ProblemType;
import io.taskledger.problem.ProblemWriter;
import io.taskledger.refusal.RefusalLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

import java.io.IOException;

/** What a caller is told whom the filters don't let through, and what the log is. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final int UNAUTHORIZED = ProblemType.UNAUTHENTICATED.status();
    private static final String RETRY_AFTER_SECONDS = "1";
    private static final String BAD_TOKEN = "Bearer error=\"invalid_token\"";

    private static final String NOT_VALID =
            "The token is not valid: it is malformed, or not signed by the issuer that this service trusts.";
    private static final String NOT_CHECKED = "The token can't be checked at the moment. Try again in a little while.";

    private final ProblemWriter problems;
    private final RefusalLog log;

    Refusals(ProblemWriter problems, RefusalLog log) {
        this.problems = problems;
        this.log = log;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused) throws IOException {
        if (refused instanceof TokenNotChecked) {
            String reason = String.valueOf(refused.getMessage());
            log.tell(ProblemType.UNAVAILABLE.status(), reason, reason);
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            problems.write(request, response, Problem.of(ProblemType.UNAVAILABLE, NOT_CHECKED));
        } else if (refused.getCause() instanceof TokenRefused token) {
            refuse(request, response, token);
        } else if (refused instanceof OAuth2AuthenticationException) {
            refuse(request, response, new TokenRefused(TokenRefused.Kind.MALFORMED));
        } else {
            log.tell(UNAUTHORIZED, "no token", "it came without a token");
            answer(request, response, "Bearer", "This needs a token: send it as Authorization: Bearer <token>.");
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, TokenRefused token) throws IOException {
        log.tell(UNAUTHORIZED, token.kind().name(), token.kind().isTold() ? token.reason() : "its token is not good: " + token.reason());
        if (token.kind().isTold()) {
            answer(request, response, BAD_TOKEN + ", error_description=\"" + token.reason() + "\"", token.reason());
        } else {
            answer(request, response, BAD_TOKEN, NOT_VALID);
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, String challenge, String detail) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
        problems.write(request, response, Problem.of(ProblemType.UNAUTHENTICATED, detail));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied) throws IOException {
        problems.write(request, response, Problem.of(ProblemType.NOT_ALLOWED,
                "You may not do this: what is under /api/admin is for operators, whose token has the role admin or the scope admin."));
    }
}
