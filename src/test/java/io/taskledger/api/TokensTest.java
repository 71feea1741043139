package io.taskledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import io.taskledger.support.Tokens;
import io.taskledger.support.Wire;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

@ApplicationTest
class TokensTest {

    private static final UnaryOperator<JWTClaimsSet.Builder> ANN = claims -> claims.subject("ann");

    private final Api api;
    private final int port;

    TokensTest(@Autowired Api api, @LocalServerPort int port) {
        this.api = api;
        this.port = port;
    }

    @Test
    void me_is_whom_the_token_says() {
        Answer me = api.as("ann").get("/api/me").expect(200);
        assertThat(me.json()).isEqualTo(Json.read("{\"id\": \"ann\", \"email\": \"ann@example.com\", \"name\": \"ann\"}"));
        assertThat(api.withToken(Tokens.with(ANN)).get("/api/me").json())
                .isEqualTo(Json.read("{\"id\": \"ann\", \"email\": null, \"name\": null}"));
    }

    @Test
    void of_several_Authorization_headers_none_is_believed() throws IOException {
        for (String second : List.of(Tokens.of("bob"), Tokens.of("ann"))) {
            Wire.ask(port, "GET /api/me HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nAuthorization: Bearer %s\r\n\r\n".formatted(Tokens.of("ann"), second))
                    .expectProblem(401, "unauthenticated");
        }
    }

    @Test
    void without_a_token_nothing_is_answered() {
        Answer refused = api.get("/api/tasks").expectProblem(401, "unauthenticated");
        assertThat(refused.header("WWW-Authenticate")).hasValue("Bearer");
        api.with("Authorization", "Basic YW5uOmFubg==").get("/api/tasks").expectProblem(401, "unauthenticated");
        api.get("/api/nowhere").expectProblem(401, "unauthenticated");
        api.send("FOO", "/api/tasks", null).expectProblem(401, "unauthenticated");
        api.post("/api/tasks", "x".repeat(70_000)).expectProblem(401, "unauthenticated");
        api.get("/api/me?access_token=" + Tokens.of("ann")).expectProblem(401, "unauthenticated");
    }

    @TestFactory
    Stream<DynamicTest> a_token_that_is_not_good_is_refused() {
        String good = Tokens.of("ann");
        String[] parts = good.split("\\.");
        return Map.ofEntries(
                        Map.entry("no token at all", "nonsense"),
                        Map.entry("nothing", ""),
                        Map.entry("alg none", new PlainJWT(new JWTClaimsSet.Builder().subject("ann").expirationTime(inSeconds(60)).build()).serialize()),
                        Map.entry("another secret", Tokens.signed(JWSAlgorithm.HS256, "x".repeat(40), ANN)),
                        Map.entry("another algorithm", Tokens.signed(JWSAlgorithm.HS512, Tokens.SECRET + "x".repeat(40), ANN)),
                        Map.entry("no signature", parts[0] + "." + parts[1] + "."),
                        Map.entry("a shortened signature", good.substring(0, good.length() - 4)),
                        Map.entry("a payload of another token", parts[0] + "." + Tokens.of("bob").split("\\.")[1] + "." + parts[2]),
                        Map.entry("expired a second ago", Tokens.with(claims -> claims.subject("ann").expirationTime(inSeconds(-1)))),
                        Map.entry("never expires", Tokens.with(claims -> claims.subject("ann").expirationTime(null))),
                        Map.entry("not yet good", Tokens.with(claims -> claims.subject("ann").notBeforeTime(inSeconds(600)))),
                        Map.entry("no sub", Tokens.with(claims -> claims)),
                        Map.entry("a blank sub", Tokens.with(claims -> claims.subject(" \u00a0"))),
                        Map.entry("a sub with U+0000", Tokens.with(claims -> claims.subject("ann\u0000"))),
                        Map.entry("a sub longer than any", Tokens.with(claims -> claims.subject("a".repeat(256)))))
                .entrySet().stream()
                .map(bad -> DynamicTest.dynamicTest(bad.getKey(), () -> {
                    Answer refused = api.withToken(bad.getValue()).get("/api/tasks").expectProblem(401, "unauthenticated");
                    assertThat(refused.header("WWW-Authenticate").orElse("")).startsWith("Bearer");
                }));
    }

    @Test
    void there_are_no_development_tokens_where_a_secret_is_set() {
        api.post("/dev/token", "{\"user_id\": \"ann\"}").expectProblem(401, "unauthenticated");
        api.as("ann").post("/dev/token", "{\"user_id\": \"ann\"}").expectProblem(404, "no-such-resource");
    }

    private static Date inSeconds(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }
}
