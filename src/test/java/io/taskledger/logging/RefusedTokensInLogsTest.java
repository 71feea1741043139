package io.taskledger.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** An operator is told why tokens are refused: one line a minute for each kind, whoever sends them and whatever is in them. */
@ApplicationTest
@TestPropertySource(properties = {"spring.application.name=refusing", "JWT_ISSUER=https://us.example", "JWT_AUDIENCE=tasks"}) // one that has told nothing yet
@DirtiesContext
class RefusedTokensInLogsTest {

    private static final UnaryOperator<JWTClaimsSet.Builder> ANN = claims -> claims.subject("ann").issuer("https://us.example").audience("tasks");

    private final Api api;

    RefusedTokensInLogsTest(@Autowired Api api) {
        this.api = api;
    }

    @Test
    void each_kind_of_refusal_is_one_line() {
        List<List<String>> kinds = List.of(
                List.of("A request was answered 401: it came without a token"),
                List.of("its token is not good: it is malformed", "nonsense", "a.b.c", token(claims -> claims.claim("sub", 1))),
                List.of("its token is not good: its algorithm", Tokens.signed(JWSAlgorithm.HS512, Tokens.SECRET + "x".repeat(40), ANN)),
                List.of("its token is not good: its signature", Tokens.signed(JWSAlgorithm.HS256, "x".repeat(40), ANN)),
                List.of("The token expired at 2026-01-16T09:30:00Z", token(claims -> claims.expirationTime(Date.from(Instant.parse("2026-01-16T09:30:00Z"))))),
                List.of("The token is not valid before 2126-01-16T09:30:00Z", token(claims -> claims.notBeforeTime(Date.from(Instant.parse("2126-01-16T09:30:00Z"))))),
                List.of("The iss of the token is 'a%0AERROR b%1B%E2%80%A8'; the service expects 'https://us.example'.", token(claims -> claims.issuer("a\nERROR b\u001b\u2028"))),
                List.of("The aud of the token is '" + "x".repeat(150) + "...'; the service expects 'tasks'.", token(claims -> claims.audience("x".repeat(5_000)))));
        try (CapturedLog log = CapturedLog.open()) {
            for (int time = 0; time < 3; time++) {
                api.get("/api/me").expect(401);
                kinds.forEach(kind -> kind.stream().skip(1).forEach(bad -> api.withToken(bad).get("/api/me").expectProblem(401, "unauthenticated")));
            }
            List<String> told = log.lines().stream().filter(line -> line.contains("A request was answered")).toList();
            assertThat(told).hasSameSizeAs(kinds);
            kinds.forEach(kind -> assertThat(told).filteredOn(line -> line.contains(kind.getFirst())).hasSize(1));
            Stream<String> secrets = kinds.stream().flatMap(kind -> kind.stream().skip(1)).flatMap(bad -> Arrays.stream(bad.split("\\.")).skip(1)).filter(part -> part.length() > 10);
            assertThat(secrets).allSatisfy(part -> assertThat(log.lines()).noneMatch(line -> line.contains(part)));
        }
    }

    private static String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return Tokens.with(claims -> change.apply(ANN.apply(claims)));
    }
}
