package io.taskledger.identity;

import io.taskledger.StartupRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

import java.net.URI;
import javax.crypto.SecretKey;

/** Whose tokens are good, and what each may be signed with. */
sealed interface TokenSource {

    @Nullable String issuer();

    @Nullable String audience();

    /** What HS256 is checked with, and nothing else is. */
    @Nullable SecretKey secret();

    /**
     * Tokens signed by the issuer whose keys are behind a URL; with a secret, as Better Auth's own environment has one, those
     * signed with HS256, too. Either has to be of the issuer, and for the audience.
     *
     * @param keySet where the issuer publishes its keys, as a JWK Set (RFC 7517)
     */
    record KeysOfIssuer(URI keySet, @Nullable SecretKey secret, @Nullable String issuer, @Nullable String audience) implements TokenSource {}

    /** Tokens signed with HS256 by whoever shares the secret. */
    record SharedSecret(SecretKey secret, @Nullable String issuer, @Nullable String audience) implements TokenSource {}

    /** Tokens that this process signs itself, for made-up users, good until it ends. */
    record Development(SecretKey secret) implements TokenSource {
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
     * @throws StartupRefused where what it names is not enough, contradicts itself, can't be read, or is set and empty: nobody
     *     means to sign tokens in public
     */
    static TokenSource from(Environment environment) {
        return new TokenSettings(environment).source();
    }
}
