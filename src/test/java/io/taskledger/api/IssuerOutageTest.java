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
import java.util.LinkedHashMap;
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
        Map<String, HttpHandler> outages = new LinkedHashMap<>();
        outages.put("an error", exchange -> KeySetServer.send(exchange, 500, foreignSet));
        outages.put("no such thing", exchange -> KeySetServer.send(exchange, 404, ""));
        outages.put("another success", exchange -> KeySetServer.send(exchange, 206, foreignSet));
        outages.put("an empty answer", exchange -> KeySetServer.send(exchange, 200, ""));
        outages.put("a page", exchange -> KeySetServer.send(exchange, 200, "<html>Back soon</html>"));
        outages.put("keys that are none", exchange -> KeySetServer.send(exchange, 200, "{\"keys\": \"later\"}"));
        outages.put("a deep answer", exchange -> KeySetServer.send(exchange, 200, "{\"keys\": " + "[".repeat(100_000)));
        outages.put("a large answer", exchange -> KeySetServer.send(exchange, 200, foreignSet.replaceFirst("\\{", "{" + " ".repeat(300_000))));
        outages.put("no keys", exchange -> KeySetServer.send(exchange, 200, "{\"keys\": []}"));
        outages.put("a list of odd keys", exchange -> KeySetServer.send(exchange, 200, "{\"keys\": [1, null, {}, {\"kty\": \"XYZ\"}]}"));
        outages.put("an end in the middle", IssuerOutageTest::endInTheMiddle);
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

    /** As with Next.js's {@code trailingSlash}. */
    @TestFactory
    Stream<DynamicTest> a_redirect_to_the_same_server_is_followed() {
        Stream<String> locations = Stream.of(
                KeySetServer.PATH + "/", "jwks/", "./jwks/?there", "?there", server.origin() + KeySetServer.PATH + "/", server.origin().replace("localhost", "LocalHost") + KeySetServer.PATH + "/#there");
        return Stream.concat(locations.map(location -> Map.entry(302, location)), Stream.of(301, 303, 307, 308).map(status -> Map.entry(status, KeySetServer.PATH + "/")))
                .map(redirect -> DynamicTest.dynamicTest(redirect.getKey() + " " + redirect.getValue(), () -> {
                    IssuerKey next = unknownKey();
                    String set = new JWKSet(List.of(ED.published(), RS.published(), next.published())).toString();
                    server.answerWith(exchange -> {
                        if (exchange.getRequestURI().toString().equals(KeySetServer.PATH)) {
                            redirect(exchange, redirect.getKey(), redirect.getValue());
                        } else {
                            KeySetServer.send(exchange, 200, set);
                        }
                    });
                    api.withToken(next.token(ANN)).get("/api/me").expect(200);
                }));
    }

    @TestFactory
    Stream<DynamicTest> a_redirect_to_another_server_or_without_end_is_not_followed() {
        IssuerKey foreign = IssuerKey.of(EdDSA, "foreign");
        String here = server.origin().replace("http://", "");
        return Stream.of("", "http://127.0.0.1:%d" + KeySetServer.PATH, "http://localhost:%d" + KeySetServer.PATH, "//localhost:%d/", "https://" + here + "/", "ftp://" + here + "/", "file:///etc/passwd",
                        "http://user:password@" + here + KeySetServer.PATH + "/", "http://", "http:", "http://a b/", "::", "jwks", server.origin() + KeySetServer.PATH)
                .map(location -> DynamicTest.dynamicTest("to <" + location + ">", () -> {
                    try (var elsewhere = new KeySetServer()) {
                        elsewhere.publish(ED, foreign);
                        String there = location.replace("%d", elsewhere.origin().replaceAll(".*:", ""));
                        server.answerWith(exchange -> redirect(exchange, 308, there));
                        int before = server.fetches();
                        expectRefused(foreign.token(ANN));
                        assertThat(server.fetches() - before).isBetween(1, 4 + 1); // beside this fetch, one that is due may have begun
                        assertThat(elsewhere.fetches()).isZero();
                        expectGood(ED.token(ANN));
                    }
                }));
    }

    @Test
    void an_odd_key_in_the_set_does_not_spoil_the_others() {
        IssuerKey next = unknownKey();
        String odd = "1, null, [], {}, {\"kty\": \"XYZ\", \"kid\": \"ed\"}, {\"kty\": \"OKP\", \"crv\": \"Ed448\", \"x\": \"AA\"}, {\"kty\": \"RSA\", \"kty\": \"OKP\"}, " + next.published().toJSONString().replace("kid", "KID");
        server.answer(200, "{\"keys\": [" + odd + ", " + ED.published() + ", " + next.published().toJSONString().replace("EdDSA", "Ed25519") + ", " + RS.published() + "]}");
        api.withToken(next.token(ANN)).get("/api/me").expect(200);
        expectGood(ED.token(ANN));
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

    /** Beyond those who may wait for the issuer, it can't be said whether a token is good: a 503, for them alone. */
    @Test
    void many_unknown_keys_are_few_fetches_and_keep_no_known_key_waiting() throws Exception {
        List<String> tokens = Stream.generate(() -> unknownKey().token(ANN)).limit(200).toList();
        AtomicInteger refusedByKey = new AtomicInteger();
        int before = server.fetches();
        Instant start = Instant.now();
        List<Future<?>> refused = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            tokens.forEach(token -> refused.add(clients.submit(() -> {
                Answer answer = api.withToken(token).get("/api/me");
                expectRefusedOrNotChecked(answer);
                if (answer.status() == 401) {
                    refusedByKey.incrementAndGet();
                }
            })));
            for (int good = 0; good < 20; good++) {
                expectGood(ED.token(ANN));
            }
        }
        for (Future<?> each : refused) {
            each.get();
        }
        assertThat(refusedByKey.get()).isPositive().isLessThan(200);
        long seconds = Duration.between(start, Instant.now()).toSeconds();
        assertThat(server.fetches() - before).isBetween(1, (int) seconds + 1); // one a second begins
        expectGood(ED.token(ANN));
    }

    /** Beyond those that are checked and that wait for it, a 503, for them alone. */
    @Test
    void bad_signatures_keep_out_neither_known_tokens_nor_known_users() throws Exception {
        String remembered = ED.token(ANN);
        api.withToken(remembered).get("/api/me").expect(200);
        List<Future<?>> refused = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 300; i++) {
                String token = ED.token(claims -> ANN.apply(claims).subject("eve-" + unknown.incrementAndGet())).replaceAll("\\.[^.]*$", "." + "A".repeat(86));
                refused.add(clients.submit(() -> expectRefusedOrNotChecked(api.withToken(token).get("/api/me"))));
            }
            for (int good = 0; good < 20; good++) {
                expectGood(remembered); // and tokens that ann has for the first time
            }
        }
        for (Future<?> each : refused) {
            each.get();
        }
    }

    @TestFactory
    Stream<DynamicTest> a_token_for_someone_else_is_refused() {
        return Stream.of(
                        Map.entry("a number for an audience", ED.signed(
                                "{\"alg\":\"EdDSA\",\"kid\":\"ed\"}", "{\"sub\":\"ann\",\"iss\":\"" + ISSUER + "\",\"aud\":1,\"exp\":4102444800}")),
                        Map.entry("signed with a secret where none is set", Tokens.with(ANN)),
                        Map.entry("which key it was is not said, and there are two", new IssuerKey("", RS256, RS.pair()).token(Map.of("alg", "PS256"), ANN)))
                .map(bad -> DynamicTest.dynamicTest(bad.getKey(), () -> expectRefused(bad.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> another_audience_or_issuer_is_named_beside_the_expected_one() {
        String expected = "; the service expects '" + AUDIENCE + "'.";
        return Map.of(
                        ED.token(claims -> ANN.apply(claims).audience("https://other.example")), "The aud of the token is 'https://other.example'" + expected,
                        ED.token(claims -> ANN.apply(claims).audience(AUDIENCE + "/")), "The aud of the token is 'https://api.example/'" + expected,
                        ED.token(claims -> ANN.apply(claims).audience(List.of("a", "b", "c", "d", "e"))), "The aud of the token is 'a', 'b', 'c' and 2 more" + expected,
                        ED.token(claims -> ANN.apply(claims).audience(List.of())), "The token has no aud" + expected,
                        ED.token(claims -> ANN.apply(claims).issuer("urn:example:other")), "The iss of the token is 'urn:example:other'; the service expects 'urn:example:issuer'.")
                .entrySet().stream().map(bad -> DynamicTest.dynamicTest(bad.getValue(), () -> {
                    Answer refused = api.withToken(bad.getKey()).get("/api/me").expectProblem(401, "unauthenticated");
                    assertThat(refused.json().get("detail").stringValue()).isEqualTo(bad.getValue());
                    assertThat(refused.header("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\", error_description=\"" + bad.getValue() + "\"");
                }));
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
        expectRefused(api.withToken(token).get("/api/me"));
    }

    private static void expectRefusedOrNotChecked(Answer answer) {
        if (answer.status() == 503) {
            answer.expectProblem(503, "unavailable");
            assertThat(answer.header("Retry-After")).hasValue("1");
            assertThat(answer.header("WWW-Authenticate")).isEmpty();
        } else {
            expectRefused(answer);
        }
    }

    private static void expectRefused(Answer refused) {
        refused.expectProblem(401, "unauthenticated");
        assertThat(refused.header("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
    }

    private static void redirect(HttpExchange exchange, int status, String location) throws IOException {
        if (!location.isEmpty()) {
            exchange.getResponseHeaders().add("Location", location);
        }
        KeySetServer.send(exchange, status, "");
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
