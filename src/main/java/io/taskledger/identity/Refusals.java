package io.taskledger.identity;

import io.taskledger.problem.Problem;
import io.taskledger.problem.ProblemType;
import io.taskledger.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

import java.io.IOException;

/** What a caller is told whom the filters don't let through. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final ProblemWriter problems;

    Refusals(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused) throws IOException {
        boolean hadToken = refused instanceof OAuth2AuthenticationException;
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, hadToken ? "Bearer error=\"invalid_token\"" : "Bearer");
        problems.write(request, response, Problem.of(ProblemType.UNAUTHENTICATED,
                hadToken
                        ? "The token is not valid: it is malformed, expired, or not signed by the issuer that this service trusts."
                        : "This needs a token: send it as Authorization: Bearer <token>."));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied) throws IOException {
        problems.write(request, response, Problem.of(ProblemType.NOT_ALLOWED, "You may not do this."));
    }
}
