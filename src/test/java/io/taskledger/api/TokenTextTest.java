package io.taskledger.api;

import static com.nimbusds.jose.JWSAlgorithm.EdDSA;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.IssuerKey;
import io.taskledger.support.KeySetServer;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import java.util.List;
import java.util.stream.Stream;

/** The text of a token means one thing or the token is refused, whoever signed it: two users never become one. */
@ApplicationTest
class TokenTextTest {

    private static final KeySetServer SERVER = new KeySetServer();
    private static final IssuerKey KEY = IssuerKey.of(EdDSA, "key");
    private static final String OF_KEY = "{\"alg\":\"EdDSA\",\"kid\":\"key\"}";
    private static final String OF_SECRET = "{\"alg\":\"HS256\"}";
    private static final String EXP = "\"exp\":4102444800";

    private final Api api;

    TokenTextTest(@Autowired Api api) {
        this.api = api;
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        settings.add("JWT_JWKS_URL", () -> SERVER.origin() + KeySetServer.PATH);
    }

    @BeforeAll
    static void publish() {
        SERVER.publish(KEY);
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "12345678901234567890", "12345678901234567891", "1e3", "1.0", "1", "-0", "1e400", "true", "null", "[\"ann\"]", "[]", "{\"id\":\"ann\"}", "\"\"", "\" \"",
        "\"ann\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"ann\\ud800\"", "'ann'", "ann", "NaN"
    })
    void a_sub_that_is_not_a_text_for_a_user_is_refused(String sub) {
        refusesClaims("{\"sub\":" + sub + "," + EXP + "}");
    }

    @Test
    void claims_that_are_not_utf_8_are_refused() {
        for (String bad : List.of("jos\u00e9", "jos\u00e8", "\u00c0\u0080", "\u00e0\u0080\u00af", "\u00ed\u00a0\u0080", "\u00ed\u00a0\u0080\u00ed\u00b0\u0080", "\u00f0\u009f\u0098", "\u00f5\u0080\u0080\u0080", "\u00fe", "\u00ff")) {
            refusesClaims(("{\"sub\":\"" + bad + "\"," + EXP + "}").getBytes(ISO_8859_1));
            refusesClaims(("{\"sub\":\"ann\",\"other\":[{\"a\":\"" + bad + "\"}]," + EXP + "}").getBytes(ISO_8859_1));
            refusesClaims(("{\"sub\":\"ann\",\"" + bad + "\":1," + EXP + "}").getBytes(ISO_8859_1));
        }
        refusesClaims(("\ufeff{\"sub\":\"ann\"," + EXP + "}").getBytes(UTF_8));
        refusesClaims(("{\"sub\":\"ann\"," + EXP + "}").getBytes(UTF_16BE));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\"sub\":\"bob\"", "\"s\\u0075b\":\"bob\"", "\"other\":1,\"other\":1", "\"other\":{\"a\":1,\"a\":1}", "\"other\":[[{\"a\":1,\"\\u0061\":2}]]",
        "\"exp\":4102444800", "\"role\":\"user\",\"role\":\"admin\"", "\"other\":{\"\\ud800\":1,\"\\ud800\":2}", "\"other\":NaN", "\"other\":01",
        "\"other\":1,", "\"other\":/* */1", "'other':1", "\"other\":\"\u0001\"", "\"other\":\"\\x41\""
    })
    void ambiguous_or_malformed_json_is_refused(String more) {
        refusesClaims("{\"sub\":\"ann\"," + EXP + "," + more + "}");
    }

    @Test
    void claims_are_one_object_and_nothing_else() {
        String good = "{\"sub\":\"ann\"," + EXP + "}";
        Stream.of(good + "{}", good + good, good + "x", good + ",", good + "\u0000", "[" + good + "]", "\"ann\"", "{}", "null", "", " ", good.substring(1), "{\"sub\":\"ann\",\"other\":" + "[".repeat(200) + "]".repeat(200) + "," + EXP + "}")
                .forEach(this::refusesClaims);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\"role\":1", "\"role\":true", "\"role\":{\"admin\":true}", "\"role\":[\"admin\",1]", "\"role\":[[\"admin\"]]", "\"role\":[null]",
        "\"scope\":1", "\"scope\":{}", "\"scope\":[\"admin\",null]", "\"iss\":1", "\"iss\":[\"us\"]", "\"iss\":{}", "\"aud\":1", "\"aud\":true", "\"aud\":[\"us\",1]", "\"aud\":{\"us\":1}",
        "\"email\":1", "\"email\":[\"ann@example.com\"]", "\"email\":{}", "\"email\":false", "\"name\":1", "\"name\":[\"Ann\"]", "\"name\":{}", "\"name\":\"\\u0000\"",
        "\"name\":\"Ann \\ud83d\"", "\"email\":\"\\ude00@example.com\"", "\"iss\":\"us\\ud800\"", "\"aud\":[\"us\\u0000\"]", "\"role\":[\"user\",\"\\udc00\"]", "\"scope\":\"\\ud800\"",
        "\"nbf\":\"0\"", "\"nbf\":true", "\"nbf\":[0]", "\"nbf\":1e400", "\"nbf\":-1", "\"iat\":\"0\"", "\"iat\":{}", "\"iat\":false", "\"iat\":1e12"
    })
    void a_claim_of_another_type_is_refused(String claim) {
        refusesClaims("{\"sub\":\"ann\"," + EXP + "," + claim + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\"4102444800\"", "\"tomorrow\"", "true", "null", "[4102444800]", "{}", "1e400", "-4102444800", "253402300800", "4102444800000", "1e999999999", "99999999999999999999999999",
        "\"2100-01-01T00:00:00Z\""
    })
    void an_exp_that_is_not_a_time_in_seconds_is_refused(String exp) {
        refusesClaims("{\"sub\":\"ann\",\"exp\":" + exp + "}");
    }

    @Test
    void a_header_is_held_to_its_types_and_to_utf_8() {
        byte[] claims = ("{\"sub\":\"ann\"," + EXP + "}").getBytes(UTF_8);
        Stream.of("\"kid\":1", "\"kid\":[\"key\"]", "\"kid\":{}", "\"kid\":true", "\"kid\":\"jos\u00e9\"", "\"typ\":1", "\"typ\":[\"JWT\"]", "\"other\":{\"a\":1,\"a\":1}",
                        "\"a\":1,\"\\u0061\":1", "\"kid\":\"\\ud800\"", "\"typ\":\"JWT\\u0000\"", "\"crit\":[]", "\"crit\":1", "\"b64\":0")
                .forEach(more -> {
                    refuses(KEY.signed(("{\"alg\":\"EdDSA\"," + more + "}").getBytes(ISO_8859_1), claims));
                    refuses(Tokens.ofBytes(("{\"alg\":\"HS256\"," + more + "}").getBytes(ISO_8859_1), claims));
                });
        Stream.of(OF_KEY + ",", OF_KEY + "{}", OF_KEY + "x", "\ufeff" + OF_KEY, "[" + OF_KEY + "]").forEach(header -> refuses(KEY.signed(header.getBytes(UTF_8), claims)));
        Stream.of("1", "null", "[\"HS256\"]", "{}", "\"\"", "\"hs256\"", "\"none\"").forEach(alg -> refuses(Tokens.ofBytes(("{\"alg\":" + alg + "}").getBytes(UTF_8), claims)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\"role\":null,\"scope\":null,\"iss\":null,\"aud\":null,\"email\":null,\"name\":null,\"nbf\":null,\"iat\":null", "\"role\":\"user\"", "\"role\":[\"user\"]", "\"role\":[]", "\"role\":\"\"",
        "\"scope\":\"a b\"", "\"aud\":\"us\"", "\"aud\":[\"us\",\"them\"]", "\"aud\":[]", "\"iat\":0", "\"iat\":4102444801", "\"nbf\":0.5", "\"other\":{\"a\":[1,null,{\"a\":1e400}]},\"a\":1",
        "\"image\":\"cut \\ud83d\",\"bio\":[\"\\u0000\"],\"\\udfff\":{\"\\ud800\":\"\\udc00\\ud800\"}",
        "\"banned\":null,\"image\":\"data:\",\"emailVerified\":false"
    })
    void what_is_left_out_null_or_of_no_concern_is_good(String more) {
        isGood("{\"sub\":\"ann\"," + EXP + "," + more + "}", "ann");
    }

    @Test
    void an_exp_may_have_a_fraction_or_an_exponent() {
        Stream.of("4102444800.25", "4.1024448e9", "253402300799").forEach(exp -> isGood(" {\n\"sub\" : \"ann\" , \"exp\" : " + exp + "\t}\r\n", "ann"));
    }

    @Test
    void a_user_is_the_very_text_of_the_sub() {
        Stream.of("1", "1.0", "1e3", "12345678901234567890", "12345678901234567891", "null", "true", "ann ", " ann", "Ann", "jos\u00e9", "jose\u0301", "jos\ufffd", "\ufeffann",
                        "\ud83d\ude00", "\ufb01", "[\"ann\"]", "a\nb", "https://issuer.example/ann", "1.2345678901234567E19")
                .forEach(sub -> isGood("{\"sub\":\"" + sub.replace("\"", "\\\"").replace("\n", "\\n") + "\"," + EXP + "}", sub));
        isGood("{\"sub\":\"\\ud83d\\ude00\\u0061\"," + EXP + "}", "\ud83d\ude00a");
    }

    private void isGood(String claims, String user) {
        for (String token : List.of(KEY.signed(OF_KEY, claims), Tokens.ofBytes(OF_SECRET.getBytes(UTF_8), claims.getBytes(UTF_8)))) {
            for (int use = 0; use < 2; use++) { // checked, and then remembered
                Answer me = api.withToken(token).get("/api/me").expect(200);
                assertThat(me.json().get("id").stringValue()).isEqualTo(user);
            }
        }
    }

    private void refusesClaims(String claims) {
        refusesClaims(claims.getBytes(UTF_8));
    }

    private void refusesClaims(byte[] claims) {
        refuses(KEY.signed(OF_KEY.getBytes(UTF_8), claims));
        refuses(Tokens.ofBytes(OF_SECRET.getBytes(UTF_8), claims));
    }

    private void refuses(String token) {
        Answer refused = api.withToken(token).get("/api/me").expectProblem(401, "unauthenticated");
        assertThat(refused.header("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
    }
}
