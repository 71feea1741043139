package io.taskledger.identity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import io.taskledger.support.IssuerKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.PublicKey;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What of a published key set is used. */
class KeySetTest {

    private static final IssuerKey GOOD = IssuerKey.of(JWSAlgorithm.EdDSA, "good");
    private static final JWSHeader HEADER = new JWSHeader.Builder(JWSAlgorithm.EdDSA).keyID("good").build();

    @ParameterizedTest
    @MethodSource("ofNoUse")
    void a_key_that_can_not_be_used_does_not_keep_the_others_from_being_used(String other) throws ParseException {
        KeySet keys = parse("{\"keys\": [" + other + ", " + GOOD.published() + "], \"more\": {}}");
        assertThat(keys.keys()).singleElement().satisfies(key -> assertThat(key.id()).isEqualTo("good"));
        assertThat(keys.keysFor(HEADER)).containsExactly(GOOD.pair().getPublic());
    }

    private static KeySet parse(String text) throws ParseException {
        return KeySet.parse(text.getBytes(ISO_8859_1));
    }

    static Stream<String> ofNoUse() {
        String x = GOOD.published().toOctetKeyPair().getX().toString();
        String rsa = IssuerKey.of(JWSAlgorithm.RS256, "rsa").published().toJSONString();
        return Stream.of(
                "{}", "null", "1", "1.5e3", "true", "\"a key\"", "[]", "[[{}], {\"a\": [\"]}\"]}]", "{\"kty\": \"XYZ\"}", "{\"kty\": 1}", "{\"kty\": \"OKP\"}", "{\"kty\": \"RSA\", \"n\": \"AQAB\"}",
                "{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"AAAA\"}",
                "{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"" + Base64URL.encode("y".repeat(33)) + "\"}",
                "{\"kty\": \"OKP\", \"crv\": \"X25519\", \"x\": \"" + x + "\"}",
                "{\"kty\": \"OKP\", \"crv\": \"Ed448\", \"x\": \"" + x + "\"}",
                "{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"" + x + "\", \"alg\": \"ES256\"}",
                "{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"" + x + "\", \"use\": \"enc\"}",
                "{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"" + x + "\", \"key_ops\": [\"sign\"]}",
                "{\"kty\": \"EC\", \"crv\": \"P-256\", \"x\": \"" + x + "\", \"y\": \"" + x + "\"}",
                "{\"kty\": \"EC\", \"crv\": \"P-521\", \"x\": \"" + x + "\", \"y\": \"" + x + "\"}",
                "{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"" + x + "\", \"kid\": 1}",
                "{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"" + x + "\", \"kid\": \"a\", \"kid\": \"good\"}",
                "{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"" + x + "\", \"kid\": \"jos\u00e9\"}",
                "{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"" + x + "\", \"kid\": \"\\ud800\"}",
                "{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"" + x + "\", \"kid\": \"\\u0000\"}",
                "{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"" + x + "\", \"alg\": 1}",
                "{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"" + x + "\", \"alg\": \"Ed448\"}",
                "{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"" + x + "\", \"use\": {}}",
                "{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"" + x + "\", \"key_ops\": \"verify\"}",
                "{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"" + x + "\", \"x5c\": 1}",
                "{\"kty\": \"oct\", \"k\": \"" + x + "\", \"alg\": \"HS256\"}",
                rsa.replace("RS256", "RS512"),
                rsa.replace("RS256", "HS256"),
                rsa.replace("\"kty\"", "\"use\":\"enc\",\"kty\""),
                IssuerKey.of(JWSAlgorithm.RS256, "short", 1024).published().toJSONString(),
                IssuerKey.of(JWSAlgorithm.EdDSA, "leaked").withPrivateHalf().toJSONString(),
                IssuerKey.of(JWSAlgorithm.ES256, "leaked").withPrivateHalf().toJSONString(),
                IssuerKey.of(JWSAlgorithm.RS256, "leaked").withPrivateHalf().toJSONString());
    }

    /** Those of order 1, 2, 4 and 8, with either sign, and ones that aren't written as they should be. */
    @ParameterizedTest
    @ValueSource(strings = {
        "0100000000000000000000000000000000000000000000000000000000000000", "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "0000000000000000000000000000000000000000000000000000000000000000", "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "0200000000000000000000000000000000000000000000000000000000000000"
    })
    void a_point_of_small_order_or_of_no_curve_is_no_key(String bytes) throws ParseException {
        String x = Base64URL.encode(HexFormat.of().parseHex(bytes)).toString();
        assertThat(parse("{\"keys\": [{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"kid\": \"good\", \"x\": \"" + x + "\"}]}").keysFor(HEADER)).isEmpty();
    }

    @Test
    void an_rsa_key_that_names_no_algorithm_is_for_both() throws ParseException {
        String key = IssuerKey.of(JWSAlgorithm.RS256, "rsa").published().toJSONString().replaceAll(",?\"alg\":\"RS256\"", "").replace("{,", "{");
        KeySet keys = parse("{\"keys\": [" + key + "]}");
        Stream.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256)
                .forEach(algorithm -> assertThat(keys.keysFor(new JWSHeader.Builder(algorithm).keyID("rsa").build())).hasSize(1));
        assertThat(keys.keysFor(new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("rsa").build())).isEmpty();
    }

    @Test
    void where_no_key_is_named_there_has_to_be_one_alone() throws ParseException {
        var unnamed = new JWSHeader(JWSAlgorithm.EdDSA);
        assertThat(parse("{\"keys\": [" + GOOD.published() + ", " + IssuerKey.of(JWSAlgorithm.ES256, "other").published() + "]}").keysFor(unnamed)).hasSize(1);
        assertThat(parse("{\"keys\": [" + GOOD.published() + ", " + IssuerKey.of(JWSAlgorithm.EdDSA, "other").published() + "]}").keysFor(unnamed)).isEmpty();
    }

    @Test
    void the_newer_name_of_the_algorithm_is_good_in_a_key() throws ParseException {
        String key = GOOD.published().toJSONString();
        assertThat(key).contains("\"alg\":\"EdDSA\"");
        assertThat(parse("{\"keys\": [" + key.replace("EdDSA", "Ed25519") + "]}").keysFor(HEADER)).containsExactly(GOOD.pair().getPublic());
    }

    @Test
    void keys_of_one_id_are_all_tried_up_to_sixteen() throws ParseException {
        List<IssuerKey> keys = Stream.generate(() -> IssuerKey.of(JWSAlgorithm.EdDSA, "good")).limit(17).toList();
        String set = "{\"keys\": [" + keys.stream().map(key -> key.published().toJSONString()).collect(Collectors.joining(", ")) + "]}";
        List<PublicKey> published = keys.stream().map(key -> key.pair().getPublic()).toList();
        assertThat(parse(set).keysFor(HEADER)).isEqualTo(published.subList(0, 16));
    }

    @Test
    void sets_in_another_order_are_equal() throws ParseException {
        String other = IssuerKey.of(JWSAlgorithm.ES256, "other").published().toJSONString();
        assertThat(parse("{\"keys\": [" + GOOD.published() + ", " + other + "]}")).isEqualTo(parse("{\"keys\": [" + other + ", " + GOOD.published() + "," + other + "]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "1", "[]", "{}", "{\"keys\": null}", "{\"keys\": {}}", "{\"keys\": []", "{\"keys\": [], \"keys\": []}", "{\"keys\": [], \"k\\u0065ys\": []}", "{\"keys\": []}{}", "{\"keys\": []},", "[{\"keys\": []}]", "{\"other\": {\"keys\": []}}", "<html>"})
    void what_is_no_key_set_is_told_from_an_empty_one(String text) throws ParseException {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(ParseException.class);
        assertThat(parse("{\"keys\": []}")).isEqualTo(KeySet.EMPTY);
    }
}
