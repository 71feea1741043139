package io.taskledger.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens as an issuer signs them (RFC 7515), for a day: with a shared secret (HS256), or otherwise. */
final class Tokens {

    static final String SECRET = "0123456789abcdef0123456789abcdef";

    private static final String HEADER = "{\"alg\":\"HS256\"}";

    private Tokens() {}

    static String of(String user, String role) {
        return of(HEADER, user, role, Tokens::signature);
    }

    /** @param header of its signature, which says how the text is signed */
    static String of(String header, String user, String role, Function<String, byte[]> signature) {
        long expires = Instant.now().plus(Duration.ofDays(1)).getEpochSecond();
        String claims = "{\"sub\":\"%s\",\"role\":\"%s\",\"exp\":%d}".formatted(user, role, expires);
        String signed = encode(header.getBytes(UTF_8)) + "." + encode(claims.getBytes(UTF_8));
        return signed + "." + encode(signature.apply(signed));
    }

    private static byte[] signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
