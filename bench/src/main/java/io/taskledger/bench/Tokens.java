package io.taskledger.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens as an issuer with a shared secret signs them (RFC 7515, HS256), for a day. */
final class Tokens {

    static final String SECRET = "0123456789abcdef0123456789abcdef";

    private static final String HEADER = encode("{\"alg\":\"HS256\"}".getBytes(UTF_8));

    private Tokens() {}

    static String of(String user, String role) {
        long expires = Instant.now().plus(Duration.ofDays(1)).getEpochSecond();
        String claims = "{\"sub\":\"%s\",\"role\":\"%s\",\"exp\":%d}".formatted(user, role, expires);
        String signed = HEADER + "." + encode(claims.getBytes(UTF_8));
        return signed + "." + encode(signature(signed));
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
