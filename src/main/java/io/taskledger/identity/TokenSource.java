package io.taskledger.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.taskledger.StartupRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

import java.security.SecureRandom;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Whose tokens are good. A key set behind a URL is to be one more kind, with a decoder of its own. */
sealed interface TokenSource {

    /** The fewest bytes of a secret that HS256 may be keyed with (RFC 7518, section 3.2). */
    int SHORTEST_SECRET = 32;

    /** Checks signatures, and nothing else: {@link TokenRules} are the same for every kind. */
    NimbusJwtDecoder decoder();

    @Nullable String issuer();

    @Nullable String audience();

    /** Tokens signed with HS256 by whoever shares the secret. */
    record SharedSecret(SecretKey secret, @Nullable String issuer, @Nullable String audience) implements TokenSource {
        @Override
        public NimbusJwtDecoder decoder() {
            return hs256(secret);
        }
    }

    /** Tokens that this process signs itself, for made-up users, good until it ends. */
    record Development(SecretKey secret) implements TokenSource {
        @Override
        public NimbusJwtDecoder decoder() {
            return hs256(secret);
        }

        @Override
        public @Nullable String issuer() {
            return null;
        }

        @Override
        public @Nullable String audience() {
            return null;
        }
    }

    /**
     * The source that the environment names; {@link Development} where it names none.
     *
     * @throws StartupRefused where what it names is not enough, or set and empty: nobody means to sign tokens in public
     */
    static TokenSource from(Environment environment) {
        String secret = environment.getProperty("BETTER_AUTH_SECRET");
        Stream.of("BETTER_AUTH_SECRET", "BETTER_AUTH_URL", "JWT_JWKS_URL", "JWT_ISSUER", "JWT_AUDIENCE").forEach(variable -> {
            String value = environment.getProperty(variable);
            if (value != null && value.isBlank()) {
                throw new StartupRefused(variable + " is set, but empty.", "Give it a value, or unset it.");
            }
        });
        Stream.of("BETTER_AUTH_URL", "JWT_JWKS_URL").forEach(variable -> {
            if (environment.containsProperty(variable)) {
                throw new StartupRefused(
                        variable + " names a key set, and this release can't check tokens by one yet.",
                        "Unset it, and set BETTER_AUTH_SECRET to a secret that the issuer signs its tokens with (HS256).");
            }
        });
        if (secret != null) {
            return sharedSecret(secret, environment);
        }
        if (environment.containsProperty("JWT_ISSUER") || environment.containsProperty("JWT_AUDIENCE")) {
            throw new StartupRefused(
                    "JWT_ISSUER or JWT_AUDIENCE is set, but nothing to check a token's signature with.", "Set BETTER_AUTH_SECRET, too.");
        }
        return development();
    }

    private static TokenSource sharedSecret(String secret, Environment environment) {
        byte[] bytes = secret.getBytes(UTF_8);
        if (bytes.length < SHORTEST_SECRET) {
            throw new StartupRefused(
                    "BETTER_AUTH_SECRET has " + bytes.length + " bytes; HS256 needs " + SHORTEST_SECRET + " or more.",
                    "Make one with: openssl rand -base64 32");
        }
        return new SharedSecret(key(bytes), environment.getProperty("JWT_ISSUER"), environment.getProperty("JWT_AUDIENCE"));
    }

    private static TokenSource development() {
        byte[] secret = new byte[SHORTEST_SECRET];
        new SecureRandom().nextBytes(secret);
        return new Development(key(secret));
    }

    private static NimbusJwtDecoder hs256(SecretKey secret) {
        return NimbusJwtDecoder.withSecretKey(secret).macAlgorithm(MacAlgorithm.HS256).build();
    }

    private static SecretKey key(byte[] secret) {
        return new SecretKeySpec(secret, "HmacSHA256");
    }
}
