package io.taskledger.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.taskledger.StartupRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Reads from the environment whose tokens are good. */
final class TokenSettings {

    /** The fewest bytes of a secret that HS256 may be keyed with (RFC 7518, section 3.2). */
    private static final int SHORTEST_SECRET = 32;

    private static final int HIGHEST_PORT = 65_535;

    private static final String SECRET = "BETTER_AUTH_SECRET";
    private static final String BETTER_AUTH = "BETTER_AUTH_URL";
    private static final String KEY_SET = "JWT_JWKS_URL";
    private static final String ISSUER = "JWT_ISSUER";
    private static final String AUDIENCE = "JWT_AUDIENCE";

    private final Environment environment;

    TokenSettings(Environment environment) {
        this.environment = environment;
    }

    TokenSource source() {
        Stream.of(SECRET, BETTER_AUTH, KEY_SET, ISSUER, AUDIENCE).forEach(this::requireNotEmpty);
        String betterAuth = value(BETTER_AUTH);
        String keySet = value(KEY_SET);
        if (betterAuth != null && keySet != null) {
            throw new StartupRefused(
                    BETTER_AUTH + " and " + KEY_SET + " are both set, and name two key sets.",
                    "Unset one of them: " + BETTER_AUTH + " where its keys are taken from elsewhere, and set " + ISSUER + " to what the tokens' iss is.");
        }
        SecretKey secret = secret();
        if (betterAuth != null) {
            return keysOfBetterAuth(new BetterAuthUrl(address(BETTER_AUTH, betterAuth)), secret);
        }
        if (keySet != null) {
            return new TokenSource.KeysOfIssuer(address(KEY_SET, keySet), secret, value(ISSUER), value(AUDIENCE));
        }
        if (secret != null) {
            return new TokenSource.SharedSecret(secret, value(ISSUER), value(AUDIENCE));
        }
        if (value(ISSUER) != null || value(AUDIENCE) != null) {
            throw new StartupRefused(
                    ISSUER + " or " + AUDIENCE + " is set, but nothing to check a token's signature with.",
                    "Set " + BETTER_AUTH + ", " + KEY_SET + " or " + SECRET + ", too.");
        }
        return development();
    }

    private TokenSource keysOfBetterAuth(BetterAuthUrl url, @Nullable SecretKey secret) {
        String issuer = value(ISSUER);
        if (issuer != null && !issuer.equals(url.issuer())) {
            throw new StartupRefused(
                    BETTER_AUTH + " makes " + url.issuer() + " the issuer, and " + ISSUER + " names another.",
                    "Unset " + ISSUER + "; or, if the tokens' iss is what it says, set " + KEY_SET + " to " + url.keySet() + " instead of " + BETTER_AUTH + ".");
        }
        return new TokenSource.KeysOfIssuer(url.keySet(), secret, url.issuer(), value(AUDIENCE));
    }

    private @Nullable SecretKey secret() {
        String secret = value(SECRET);
        if (secret == null) {
            return null;
        }
        byte[] bytes = secret.getBytes(UTF_8);
        if (bytes.length < SHORTEST_SECRET) {
            throw new StartupRefused(
                    SECRET + " has " + bytes.length + " bytes; HS256 needs " + SHORTEST_SECRET + " or more.",
                    "Make one with: openssl rand -base64 32");
        }
        return hs256(bytes);
    }

    private static TokenSource development() {
        byte[] secret = new byte[SHORTEST_SECRET];
        new SecureRandom().nextBytes(secret);
        return new TokenSource.Development(hs256(secret));
    }

    private static SecretKey hs256(byte[] secret) {
        return new SecretKeySpec(secret, "HmacSHA256");
    }

    /** Never shows the value: a password may be part of it. */
    private static URI address(String variable, String value) {
        try {
            var url = new URI(value);
            if (isAddress(url) && (url.getRawQuery() == null || variable.equals(KEY_SET))) {
                return url;
            }
        } catch (URISyntaxException e) {
            // as one that is something else
        }
        throw new StartupRefused(
                variable + " is not an address that keys can be fetched from.",
                "Write it as https://host or https://host/path, without a user, a password or a fragment" + (variable.equals(KEY_SET) ? "." : ", and without a query."));
    }

    private static boolean isAddress(URI url) {
        return ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()))
                && url.getHost() != null && url.getPort() <= HIGHEST_PORT && url.getRawUserInfo() == null && url.getRawFragment() == null;
    }

    private void requireNotEmpty(String variable) {
        String value = value(variable);
        if (value != null && value.isBlank()) {
            throw new StartupRefused(variable + " is set, but empty.", "Give it a value, or unset it.");
        }
    }

    private @Nullable String value(String variable) {
        return environment.getProperty(variable);
    }
}
