package io.taskledger.api;

import static com.nimbusds.jose.JWSAlgorithm.ES256;
import static com.nimbusds.jose.JWSAlgorithm.EdDSA;
import static com.nimbusds.jose.JWSAlgorithm.HS256;
import static com.nimbusds.jose.JWSAlgorithm.PS256;
import static com.nimbusds.jose.JWSAlgorithm.RS256;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.IssuerKey;
import io.taskledger.support.Json;
import io.taskledger.support.KeySetServer;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** With the environment of Better Auth, which has its address and its secret: each algorithm is checked by its own source alone. */
@ApplicationTest
class IssuerTokensTest {

    private static final KeySetServer SERVER = new KeySetServer();
    private static final UnaryOperator<JWTClaimsSet.Builder> ANN = claims -> claims.subject("ann").issuer(SERVER.origin());

    private static final IssuerKey ED = IssuerKey.of(EdDSA, "ed");
    private static final IssuerKey EC = IssuerKey.of(ES256, "ec");
    private static final IssuerKey RS = IssuerKey.of(RS256, "rs");
    private static final IssuerKey PS = IssuerKey.of(PS256, "ps");

    /** In the set, and not to be used. */
    private static final IssuerKey LEAKED = IssuerKey.of(EdDSA, "leaked");
    private static final IssuerKey SHORT = IssuerKey.of(RS256, "short", 1024);
    private static final IssuerKey ENCRYPTING = IssuerKey.of(RS256, "encrypting");
    private static final OctetSequenceKey SYMMETRIC = new OctetSequenceKey.Builder(new byte[64]).keyID("symmetric").algorithm(HS256).build();

    /** Not in the set. */
    private static final IssuerKey FOREIGN = IssuerKey.of(EdDSA, "ed");

    private final Api api;

    IssuerTokensTest(@Autowired Api api) {
        this.api = api;
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        settings.add("BETTER_AUTH_URL", () -> SERVER.origin() + "/");
    }

    @BeforeEach
    void publish() {
        SERVER.publish(
                ED.published(), EC.published(), RS.published(), PS.published(), LEAKED.withPrivateHalf(), SHORT.published(), SYMMETRIC,
                new RSAKey.Builder(ENCRYPTING.published().toRSAKey()).keyUse(KeyUse.ENCRYPTION).build());
        api.withToken(ED.token(ANN)).get("/api/me").expect(200); // so that the service knows them
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @TestFactory
    Stream<DynamicTest> a_token_of_each_algorithm_is_good() {
        return Stream.of(ED, EC, RS, PS).map(key -> DynamicTest.dynamicTest(key.algorithm().getName(), () -> {
            String token = key.token(claims -> ANN.apply(claims).claim("email", "ann@example.com").claim("name", "Ann"));
            for (int use = 0; use < 3; use++) { // checked, and then remembered
                assertThat(api.withToken(token).get("/api/me").expect(200).json())
                        .isEqualTo(Json.read("{\"id\": \"ann\", \"email\": \"ann@example.com\", \"name\": \"Ann\"}"));
            }
        }));
    }

    /** RFC 9864. */
    @Test
    void the_newer_name_of_EdDSA_is_good() {
        String token = ED.token(Map.of("alg", "Ed25519"), ANN);
        for (int use = 0; use < 2; use++) { // checked, and then remembered
            api.withToken(token).get("/api/me").expect(200);
        }
        expectRefused(token.replaceAll("\\.[^.]*$", "." + "A".repeat(86)));
    }

    @Test
    void a_token_signed_with_the_secret_is_good_if_it_is_of_the_issuer() {
        api.withToken(Tokens.with(ANN)).get("/api/me").expect(200);
        expectRefusal(send(Tokens.with(claims -> claims.subject("ann"))), "The token has no iss; the service expects '" + SERVER.origin() + "'.");
        expectRefusal(send(Tokens.with(claims -> ANN.apply(claims).issuer("https://elsewhere.example"))), issuerIs("https://elsewhere.example"));
    }

    @Test
    void the_type_of_an_access_token_is_good() {
        Stream.of("JWT", "jwt", "at+jwt", "application/at+jwt").forEach(type -> api.withToken(ED.token(Map.of("typ", type), ANN)).get("/api/me").expect(200));
    }

    @Test
    void a_role_makes_an_operator_with_any_algorithm() {
        Stream.of(ED, EC, RS, PS).forEach(key -> {
            api.withToken(key.token(claims -> ANN.apply(claims).claim("role", "admin"))).get("/api/admin/projections").expect(200);
            api.withToken(key.token(ANN)).get("/api/admin/projections").expectProblem(403, "not-allowed");
        });
    }

    @TestFactory
    Stream<DynamicTest> a_signature_that_was_tampered_with_is_refused() {
        return Stream.of(ED, EC, RS, PS).flatMap(key -> {
            String good = key.token(ANN);
            String[] parts = good.split("\\.");
            String signed = parts[0] + "." + parts[1] + ".";
            byte[] signature = new Base64URL(parts[2]).decode();
            byte[] longer = Arrays.copyOf(signature, signature.length + 1);
            byte[] flipped = signature.clone();
            flipped[signature.length / 2] ^= 1;
            return tests(key.algorithm() + ": ", Map.ofEntries(
                    Map.entry("none", signed),
                    Map.entry("zeroed", signed + Base64URL.encode(new byte[signature.length])),
                    Map.entry("truncated", signed + Base64URL.encode(Arrays.copyOf(signature, signature.length - 1))),
                    Map.entry("halved", signed + Base64URL.encode(Arrays.copyOf(signature, signature.length / 2))),
                    Map.entry("lengthened", signed + Base64URL.encode(longer)),
                    Map.entry("one bit", signed + Base64URL.encode(flipped)),
                    Map.entry("of another token", signed + key.token(claims -> ANN.apply(claims).subject("bob")).split("\\.")[2]),
                    Map.entry("payload of another token", parts[0] + "." + key.token(claims -> ANN.apply(claims).subject("bob")).split("\\.")[1] + "." + parts[2]),
                    Map.entry("header of another token", ED.token(Map.of("typ", "JWT"), ANN).split("\\.")[0] + "." + parts[1] + "." + parts[2]),
                    Map.entry("four parts", good + "." + parts[2]),
                    Map.entry("something at the end", good + "~"),
                    Map.entry("something in it", signed + "~" + parts[2]),
                    Map.entry("padded", good + "=")));
        });
    }

    /** Of the last character of 64 bytes, four bits mean nothing. */
    @Test
    void a_signature_has_one_form() {
        String good = ED.token(ANN);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(good.charAt(good.length() - 1));
        String other = good.substring(0, good.length() - 1) + alphabet.charAt(last + 1);
        assertThat(new Base64URL(other.split("\\.")[2]).decode()).isEqualTo(new Base64URL(good.split("\\.")[2]).decode());
        expectRefused(other);
    }

    @TestFactory
    Stream<DynamicTest> the_odd_signatures_of_ES256_are_refused() {
        String signed = EC.token(ANN).replaceAll("\\.[^.]*$", ".");
        byte[] bytes = signed.substring(0, signed.length() - 1).getBytes(UTF_8);
        byte[] ones = new byte[64];
        ones[31] = 1;
        ones[63] = 1;
        byte[] order = HexFormat.of().parseHex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
        byte[] rIsZero = EC.sign(bytes, "SHA256withECDSAinP1363Format");
        Arrays.fill(rIsZero, 0, 32, (byte) 0);
        byte[] twice = Arrays.copyOf(order, 64);
        System.arraycopy(order, 0, twice, 32, 32);
        return tests("", Map.of(
                "DER", signed + Base64URL.encode(EC.sign(bytes, "SHA256withECDSA")),
                "r = s = 1", signed + Base64URL.encode(ones),
                "r = 0", signed + Base64URL.encode(rIsZero),
                "r = s = the order", signed + Base64URL.encode(twice)));
    }

    @TestFactory
    Stream<DynamicTest> what_is_published_keys_no_HS256() {
        Map<String, String> bad = new LinkedHashMap<>();
        Stream.of(ED, EC, RS, PS).forEach(key -> {
            PublicKey half = key.pair().getPublic();
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(half.getEncoded());
            String pem = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----";
            bad.put("PEM of " + key.id(), hs256(key.id(), pem.getBytes(UTF_8)));
            bad.put("PEM with a last line end of " + key.id(), hs256(key.id(), (pem + "\n").getBytes(UTF_8)));
            bad.put("DER of " + key.id(), hs256(key.id(), half.getEncoded()));
            bad.put("JWK of " + key.id(), hs256(key.id(), key.published().toJSONString().getBytes(UTF_8)));
        });
        bad.put("the bytes of ed", hs256("ed", ED.published().toOctetKeyPair().getDecodedX()));
        bad.put("x of ec", hs256("ec", EC.published().toECKey().getX().toString().getBytes(UTF_8)));
        bad.put("n of rs", hs256("rs", RS.published().toRSAKey().getModulus().decode()));
        bad.put("the symmetric key in the set", hs256("symmetric", SYMMETRIC.toByteArray()));
        bad.put("the empty text", hs256("ed", new byte[] {0}));
        return tests("", bad);
    }

    @TestFactory
    Stream<DynamicTest> a_header_that_asks_for_something_else_is_refused() {
        String claims = ANN.apply(new JWTClaimsSet.Builder().expirationTime(inSeconds(600))).build().toString();
        String deep = "{\"a\":" + "[".repeat(2500) + "]".repeat(2500) + ",\"alg\":\"EdDSA\",\"kid\":\"ed\"}";
        return tests("", Map.ofEntries(
                Map.entry("none", unsigned("none", claims)),
                Map.entry("None", unsigned("None", claims)),
                Map.entry("NONE", unsigned("NONE", claims)),
                Map.entry("no alg", ED.token(Map.of("alg", ""), ANN)),
                Map.entry("HS384", Tokens.signed(JWSAlgorithm.HS384, Tokens.SECRET + "x".repeat(40), ANN)),
                Map.entry("the secret with another algorithm", Tokens.signed(JWSAlgorithm.HS512, Tokens.SECRET + "x".repeat(40), ANN)),
                Map.entry("Ed448", ED.token(Map.of("alg", "Ed448"), ANN)),
                Map.entry("the newer name with a key of another type", EC.token(Map.of("alg", "Ed25519"), ANN)),
                Map.entry("ES256K", EC.token(Map.of("alg", "ES256K"), ANN)),
                Map.entry("RS512", RS.token(Map.of("alg", "RS512"), ANN)),
                Map.entry("a key of another type", ED.token(Map.of("kid", "ec"), ANN)),
                Map.entry("a key of another algorithm", new IssuerKey("rs", PS256, RS.pair()).token(ANN)),
                Map.entry("a key whose private half is published", LEAKED.token(ANN)),
                Map.entry("a key that is too short", SHORT.token(ANN)),
                Map.entry("a key for encryption", ENCRYPTING.token(ANN)),
                Map.entry("another key of that name", FOREIGN.token(ANN)),
                Map.entry("jwk", FOREIGN.token(Map.of("jwk", FOREIGN.published().toJSONObject()), ANN)),
                Map.entry("jwk without kid", FOREIGN.token(Map.of("jwk", FOREIGN.published().toJSONObject(), "kid", ""), ANN)),
                Map.entry("jku", FOREIGN.token(Map.of("jku", SERVER.origin() + "/elsewhere"), ANN)),
                Map.entry("x5u", FOREIGN.token(Map.of("x5u", SERVER.origin() + "/elsewhere"), ANN)),
                Map.entry("crit", ED.token(Map.of("crit", new String[] {"exp"}, "exp", 1), ANN)),
                Map.entry("an empty crit", ED.token(Map.of("crit", new String[0]), ANN)),
                Map.entry("b64", ED.token(Map.of("crit", new String[] {"b64"}, "b64", false), ANN)),
                Map.entry("b64 without crit", ED.token(Map.of("b64", false), ANN)),
                Map.entry("a session's cookie", ED.token(Map.of("typ", "better-auth.session-cache+jwt"), ANN)),
                Map.entry("a notice of a logout", ED.token(Map.of("typ", "logout+jwt"), ANN)),
                Map.entry("a number for a kid", ED.token(Map.of("kid", 1), ANN)),
                Map.entry("a list for an alg", ED.token(Map.of("alg", new String[] {"EdDSA"}), ANN)),
                Map.entry("an encrypted one", Base64URL.encode("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}") + "..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA"),
                Map.entry("a deep header", ED.signed(deep, claims)),
                Map.entry("null for a header", ED.signed("null", claims)),
                Map.entry("an empty header", ED.signed("", claims)),
                Map.entry("a list for a header", ED.signed("[]", claims)),
                Map.entry("alg twice", ED.signed("{\"alg\":\"none\",\"alg\":\"EdDSA\",\"kid\":\"ed\"}", claims))));
    }

    @TestFactory
    Stream<DynamicTest> claims_that_break_a_rule_are_refused_whatever_the_signature() {
        return Stream.of(ED, EC, RS, PS).flatMap(key -> tests(key.algorithm() + ": ", Map.ofEntries(
                Map.entry("never expires", key.token(claims -> ANN.apply(claims).expirationTime(null))),
                Map.entry("no sub", key.token(claims -> ANN.apply(claims).subject(null))),
                Map.entry("an empty sub", key.token(claims -> ANN.apply(claims).subject(""))),
                Map.entry("a blank sub", key.token(claims -> ANN.apply(claims).subject(" \u00a0"))),
                Map.entry("a list for a sub", key.token(claims -> ANN.apply(claims).claim("sub", List.of("ann")))),
                Map.entry("a text for an exp", key.token(claims -> ANN.apply(claims).claim("exp", "tomorrow"))),
                Map.entry("no claims", key.signed(Json.object("alg", key.algorithm().getName(), "kid", key.id()), "null")),
                Map.entry("a list for claims", key.signed(Json.object("alg", key.algorithm().getName(), "kid", key.id()), "[]")),
                Map.entry("deep claims", key.signed(Json.object("alg", key.algorithm().getName(), "kid", key.id()), "{\"sub\":" + "[".repeat(2500) + "]".repeat(2500) + "}")))));
    }

    @TestFactory
    Stream<DynamicTest> claims_that_break_a_rule_are_named_where_the_signature_is_good() {
        Date past = Date.from(Instant.parse("2026-01-16T09:30:00Z"));
        Date future = Date.from(Instant.parse("2126-01-16T09:30:00Z"));
        return Stream.of(ED, EC, RS, PS).flatMap(key -> Map.of(
                        key.token(claims -> ANN.apply(claims).issuer("https://elsewhere.example")), issuerIs("https://elsewhere.example"),
                        key.token(claims -> ANN.apply(claims).issuer(SERVER.origin() + "/")), issuerIs(SERVER.origin() + "/"),
                        key.token(claims -> ANN.apply(claims).issuer(null)), "The token has no iss; the service expects '" + SERVER.origin() + "'.",
                        key.token(claims -> ANN.apply(claims).expirationTime(inSeconds(-1))), "The token expired at ",
                        key.token(claims -> ANN.apply(claims).expirationTime(past)), "The token expired at 2026-01-16T09:30:00Z; it is ",
                        key.token(claims -> ANN.apply(claims).notBeforeTime(future)), "The token is not valid before 2126-01-16T09:30:00Z; it is ")
                .entrySet().stream().flatMap(bad -> Stream.of(
                        DynamicTest.dynamicTest(key.algorithm() + ": " + bad.getValue(), () -> expectRefusal(send(bad.getKey()), bad.getValue())),
                        DynamicTest.dynamicTest(key.algorithm() + " and a bad signature", () -> expectRefused(withBadSignature(bad.getKey()))))));
    }

    @Test
    void an_issuer_is_shown_cut_short_and_in_the_characters_of_RFC_6750() {
        String odd = "\" b\u00fc\\r\n\u2028'\ud83d\ude00";
        expectRefusal(send(ED.token(claims -> ANN.apply(claims).issuer(odd))), issuerIs("%22 b%C3%BC%5Cr%0A%E2%80%A8%27%F0%9F%98%80"));
        Answer refused = send(ED.token(claims -> ANN.apply(claims).issuer("x".repeat(5_000))));
        expectRefusal(refused, "The iss of the token is '" + "x".repeat(150) + "...'; the service expects '" + SERVER.origin() + "'.");
        String mixed = "\ud83d\ude00\u0001\u00e9".repeat(300);
        assertThat(send(ED.token(claims -> ANN.apply(claims).issuer(mixed))).header("WWW-Authenticate").orElseThrow()).hasSizeLessThan(400);
    }

    @Test
    void a_new_key_that_is_used_at_once_is_good() {
        for (int rotation = 0; rotation < 3; rotation++) {
            IssuerKey next = IssuerKey.of(rotation % 2 == 0 ? EdDSA : ES256, "rotated-" + rotation);
            SERVER.publish(ED, next);
            api.withToken(next.token(ANN)).get("/api/me").expect(200);
        }
        api.withToken(ED.token(ANN)).get("/api/me").expect(200);
    }

    /** All are sent at once: where a key is looked up, each of them waits. */
    private Stream<DynamicTest> tests(String prefix, Map<String, String> tokens) {
        return tokens.entrySet().stream()
                .map(token -> Map.entry(token.getKey(), CompletableFuture.supplyAsync(() -> send(token.getValue()), Thread::startVirtualThread)))
                .toList().stream()
                .map(sent -> DynamicTest.dynamicTest(prefix + sent.getKey(), () -> expectRefusal(sent.getValue().join())));
    }

    private void expectRefused(String token) {
        expectRefusal(send(token));
    }

    private Answer send(String token) {
        return api.withToken(token).get("/api/me");
    }

    private static void expectRefusal(Answer refused) {
        refused.expectProblem(401, "unauthenticated");
        assertThat(refused.header("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
    }

    private static void expectRefusal(Answer refused, String reason) {
        refused.expectProblem(401, "unauthenticated");
        String detail = refused.json().get("detail").stringValue();
        assertThat(detail).startsWith(reason).matches("[\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]+"); // RFC 6750, section 3
        assertThat(refused.header("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\", error_description=\"" + detail + "\"");
    }

    private static String issuerIs(String issuer) {
        return "The iss of the token is '" + issuer + "'; the service expects '" + SERVER.origin() + "'.";
    }

    private static String withBadSignature(String token) {
        char first = token.charAt(token.lastIndexOf('.') + 1);
        return token.substring(0, token.lastIndexOf('.') + 1) + (first == 'A' ? 'B' : 'A') + token.substring(token.lastIndexOf('.') + 2);
    }

    private static String unsigned(String algorithm, String claims) {
        return Base64URL.encode(Json.object("alg", algorithm, "kid", "ed")) + "." + Base64URL.encode(claims) + ".";
    }

    private static String hs256(String keyId, byte[] secret) {
        try {
            String claims = ANN.apply(new JWTClaimsSet.Builder().expirationTime(inSeconds(600))).build().toString();
            String signed = Base64URL.encode(Json.object("alg", "HS256", "kid", keyId)) + "." + Base64URL.encode(claims);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return signed + "." + Base64URL.encode(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Date inSeconds(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }
}
