package io.taskledger.api;

import static com.nimbusds.jose.JWSAlgorithm.EdDSA;
import static com.nimbusds.jose.JWSAlgorithm.RS256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.taskledger.TaskLedger;
import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.IssuerKey;
import io.taskledger.support.KeySetServer;
import io.taskledger.support.TestPostgres;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A key set that can't be had, when the service starts and later: who has a good token goes on, and nobody is told of an error. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IssuerOutageTest {

    private static final String ISSUER = "urn:example:issuer";
    private static final String AUDIENCE = "https://api.example";
    private static final UnaryOperator<JWTClaimsSet.Builder> ANN = claims -> claims.subject("ann").issuer(ISSUER).audience(AUDIENCE);
    private static final IssuerKey ED = IssuerKey.of(EdDSA, "ed");
    private static final IssuerKey RS = IssuerKey.of(RS256, "rs");

    private final KeySetServer server = new KeySetServer();
    private final AtomicInteger unknown = new AtomicInteger();
    private ConfigurableApplicationContext service;
    private Api api;

    @BeforeAll
    void start_while_nothing_listens_there() {
        server.stop();
        service = SpringApplication.run(
                TaskLedger.class, "--DATABASE_URL=" + TestPostgres.newDatabase(), "--PORT=0",
                "--JWT_JWKS_URL=" + server.origin() + KeySetServer.PATH, "--JWT_ISSUER=" + ISSUER, "--JWT_AUDIENCE=" + AUDIENCE);
        api = Api.on(() -> service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        expectRefused(ED.token(ANN));
        server.startAgain();
    }

    @BeforeEach
    void publish() {
        server.publish(ED, RS);
        api.withToken(ED.token(ANN)).get("/api/me").expect(200);
    }

    @AfterAll
    void stop() {
        service.close();
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> while_keys_can_not_be_had_known_ones_are_good_and_others_are_refused() {
        String remembered = ED.token(ANN);
        IssuerKey foreign = IssuerKey.of(EdDSA, "foreign");
        String foreignSet = new JWKSet(foreign.published()).toString();
        Map<String, HttpHandler> outages = Map.of(
                "an error", exchange -> KeySetServer.send(exchange, 500, foreignSet),
                "no such thing", exchange -> KeySetServer.send(exchange, 404, ""),
                "another success", exchange -> KeySetServer.send(exchange, 206, foreignSet),
                "an empty answer", exchange -> KeySetServer.send(exchange, 200, ""),
                "a page", exchange -> KeySetServer.send(exchange, 200, "<html>Back soon</html>"),
                "keys that are none", exchange -> KeySetServer.send(exchange, 200, "{\"keys\": \"later\"}"),
                "a deep answer", exchange -> KeySetServer.send(exchange, 200, "{\"keys\": " + "[".repeat(100_000)),
                "a large answer", exchange -> KeySetServer.send(exchange, 200, foreignSet.replaceFirst("\\{", "{" + " ".repeat(300_000))),
                "another address", exchange -> redirect(exchange, foreignSet),
                "an end in the middle", IssuerOutageTest::endInTheMiddle);
        return outages.entrySet().stream().map(outage -> DynamicTest.dynamicTest(outage.getKey(), () -> {
            server.publish(ED, RS);
            api.withToken(remembered).get("/api/me").expect(200);
            server.answerWith(outage.getValue());
            int before = server.fetches();
            expectRefused(foreign.token(ANN));
            assertThat(server.fetches()).isGreaterThan(before);
            expectGood(remembered);
        }));
    }

    @Test
    void while_nothing_listens_there_known_keys_are_good() {
        String remembered = ED.token(ANN);
        api.withToken(remembered).get("/api/me").expect(200);
        server.stop();
        expectRefused(unknownKey().token(ANN));
        expectGood(remembered);
        server.startAgain();
        IssuerKey next = unknownKey();
        server.publish(ED, RS, next);
        api.withToken(next.token(ANN)).get("/api/me").expect(200);
    }

    @Test
    void a_server_that_never_answers_or_never_ends_its_answer_is_given_up() throws Exception {
        for (HttpHandler slow : List.<HttpHandler>of(_ -> {}, IssuerOutageTest::neverEnd)) {
            server.answerWith(slow);
            int before = server.fetches();
            try (ExecutorService client = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<?> refused = client.submit(() -> expectRefused(unknownKey().token(ANN)));
                await().until(() -> server.fetches() > before);
                expectGood(ED.token(ANN)); // while the other still waits
                refused.get();
            }
        }
    }

    @Test
    void many_unknown_keys_are_few_fetches() throws Exception {
        List<String> tokens = Stream.generate(() -> unknownKey().token(ANN)).limit(200).toList();
        int before = server.fetches();
        Instant start = Instant.now();
        List<Future<?>> refused = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            tokens.forEach(token -> refused.add(clients.submit(() -> expectRefused(token))));
        }
        for (Future<?> each : refused) {
            each.get();
        }
        long seconds = Duration.between(start, Instant.now()).toSeconds();
        assertThat(server.fetches() - before).isBetween(1, (int) seconds + 1); // one a second begins
        expectGood(ED.token(ANN));
    }

    @TestFactory
    Stream<DynamicTest> a_token_for_someone_else_is_refused() {
        return Stream.of(
                        Map.entry("another audience", ED.token(claims -> ANN.apply(claims).audience("https://other.example"))),
                        Map.entry("a longer audience", ED.token(claims -> ANN.apply(claims).audience(AUDIENCE + "/"))),
                        Map.entry("no audience", ED.token(claims -> ANN.apply(claims).audience(List.of()))),
                        Map.entry("a number for an audience", ED.token(claims -> ANN.apply(claims).claim("aud", 1))),
                        Map.entry("another issuer", ED.token(claims -> ANN.apply(claims).issuer("urn:example:other"))),
                        Map.entry("signed with a secret where none is set", Tokens.with(ANN)),
                        Map.entry("which key it was is not said, and there are two", new IssuerKey("", RS256, RS.pair()).token(Map.of("alg", "PS256"), ANN)))
                .map(bad -> DynamicTest.dynamicTest(bad.getKey(), () -> expectRefused(bad.getValue())));
    }

    @Test
    void one_audience_of_several_is_enough_and_so_is_the_only_key_of_its_algorithm() {
        api.withToken(ED.token(claims -> ANN.apply(claims).audience(List.of("https://other.example", AUDIENCE)))).get("/api/me").expect(200);
        api.withToken(ED.token(Map.of("kid", ""), ANN)).get("/api/me").expect(200);
    }

    private IssuerKey unknownKey() {
        return new IssuerKey("unknown-" + unknown.incrementAndGet(), EdDSA, ED.pair());
    }

    private void expectGood(String remembered) {
        api.withToken(remembered).get("/api/me").expect(200);
        api.withToken(ED.token(ANN)).get("/api/me").expect(200);
        api.withToken(RS.token(ANN)).get("/api/me").expect(200);
    }

    private void expectRefused(String token) {
        Answer refused = api.withToken(token).get("/api/me").expectProblem(401, "unauthenticated");
        assertThat(refused.header("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
    }

    private static void redirect(HttpExchange exchange, String there) throws IOException {
        if (exchange.getRequestURI().getQuery() != null) {
            KeySetServer.send(exchange, 200, there);
        } else {
            exchange.getResponseHeaders().add("Location", KeySetServer.PATH + "?there");
            KeySetServer.send(exchange, 302, "");
        }
    }

    private static void endInTheMiddle(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 1_000);
        exchange.getResponseBody().write('{');
        exchange.close();
    }

    private static void neverEnd(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 1_000);
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush();
    }
}
