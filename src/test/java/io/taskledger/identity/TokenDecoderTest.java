package io.taskledger.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import io.taskledger.identity.TokenRefused.Kind;
import io.taskledger.support.IssuerKey;
import io.taskledger.support.KeySetServer;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;

/** Which tokens are remembered, and for how long. */
class TokenDecoderTest {

    private static final Duration NEVER = Duration.ofDays(1);
    private static final UnaryOperator<JWTClaimsSet.Builder> ANN = claims -> claims.subject("ann").issuer("us");

    private final KeySetServer server = new KeySetServer();
    private final IssuerKey key = IssuerKey.of(JWSAlgorithm.EdDSA, "key");
    private final IssuerKey other = IssuerKey.of(JWSAlgorithm.EdDSA, "other");
    private final VerifiedTokens verified = new VerifiedTokens();

    @BeforeEach
    void publish() {
        server.publish(key, other);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_good_token_is_remembered_as_it_was_for_the_keys_that_it_was_checked_with() {
        try (PublishedKeys keys = keys(NEVER)) {
            TokenDecoder decoder = decoder(keys);
            decoder.decode(key.token(claims -> ANN.apply(claims).subject("first"))); // fetches the keys
            String token = key.token(claims -> ANN.apply(claims).claim("role", List.of("admin")));
            Jwt checked = decoder.decode(token);
            assertThat(verified.find(token, keys.known()::equals)).hasValueSatisfying(remembered -> {
                assertThat(remembered.getTokenValue()).isEqualTo(token);
                assertThat(remembered.getHeaders()).isEqualTo(checked.getHeaders());
                assertThat(remembered.getClaims()).isEqualTo(checked.getClaims());
            });
            assertThat(verified.find(token, KeySet.EMPTY::equals)).isEmpty();
        }
    }

    @Test
    void nothing_of_a_token_that_is_refused_is_remembered_and_neither_is_one_of_the_secret() {
        try (PublishedKeys keys = keys(NEVER)) {
            TokenDecoder decoder = decoder(keys);
            decoder.decode(key.token(ANN));
            Stream.of(
                            key.token(claims -> ANN.apply(claims).issuer("them")),
                            key.token(claims -> ANN.apply(claims).expirationTime(Date.from(Instant.now().minusSeconds(1)))),
                            key.token(claims -> ANN.apply(claims).subject(" ")),
                            key.token(ANN).replaceAll("\\.[^.]*$", "." + "A".repeat(86)))
                    .forEach(bad -> {
                        assertThatThrownBy(() -> decoder.decode(bad)).isInstanceOf(BadJwtException.class);
                        assertThat(verified.find(bad, _ -> true)).isEmpty();
                    });
            String ofSecret = Tokens.with(ANN);
            decoder.decode(ofSecret);
            assertThat(verified.find(ofSecret, _ -> true)).isEmpty();
        }
    }

    @Test
    void a_remembered_token_is_refused_once_its_key_is_withdrawn() {
        try (PublishedKeys keys = keys(Duration.ZERO)) {
            TokenDecoder decoder = decoder(keys);
            String token = key.token(ANN);
            decoder.decode(token);
            decoder.decode(token);
            server.publish(other);
            await().untilAsserted(() -> assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(BadJwtException.class));
        }
    }

    @Test
    void a_remembered_token_obeys_the_rules_each_time() {
        try (PublishedKeys keys = keys(NEVER)) {
            decoder(keys).decode(key.token(ANN));
            Supplier<Jwt.Builder> token = () -> Jwt.withTokenValue("e30.e30.AAAA")
                    .header("alg", "EdDSA").subject("ann").issuer("us").expiresAt(Instant.now().plusSeconds(600));
            verified.remember(token.get().build(), keys.known());
            assertThat(decoder(keys).decode("e30.e30.AAAA").getSubject()).isEqualTo("ann");
            for (Jwt bad : List.of(token.get().issuer("them").build(), token.get().notBefore(Instant.now().plusSeconds(300)).build())) {
                verified.remember(bad, keys.known());
                assertThatThrownBy(() -> decoder(keys).decode("e30.e30.AAAA"))
                        .isInstanceOfSatisfying(TokenRefused.class, refused -> assertThat(refused.kind()).isIn(Kind.OTHER_ISSUER, Kind.NOT_YET_VALID));
            }
        }
    }

    @Test
    void a_token_of_the_secret_needs_nothing_from_the_issuer() {
        try (PublishedKeys keys = keys(Duration.ZERO)) {
            assertThat(decoder(keys).decode(Tokens.with(ANN)).getSubject()).isEqualTo("ann");
        }
        assertThat(server.fetches()).isZero();
    }

    @Test
    void what_is_remembered_is_bounded() {
        List<String> tokens = IntStream.range(0, 6_000).mapToObj(i -> "%01000d".formatted(i)).toList();
        tokens.forEach(token -> verified.remember(
                Jwt.withTokenValue(token).header("alg", "EdDSA").subject("ann").expiresAt(Instant.now().plusSeconds(3600)).build(), KeySet.EMPTY));
        await().until(() -> tokens.stream().filter(token -> verified.find(token, KeySet.EMPTY::equals).isPresent()).count() <= (4 << 20) / 1_000);
    }

    private TokenDecoder decoder(PublishedKeys keys) {
        var secret = new SecretKeySpec(Tokens.SECRET.getBytes(UTF_8), "HmacSHA256");
        return new TokenDecoder(new TokenSource.KeysOfIssuer(location(), secret, "us", null), keys, verified);
    }

    private PublishedKeys keys(Duration age) {
        return new PublishedKeys(new KeySetDownload(location()), new PublishedKeys.Pace(age, NEVER, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1)));
    }

    private URI location() {
        return URI.create(server.origin() + KeySetServer.PATH);
    }
}
