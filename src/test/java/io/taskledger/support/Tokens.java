package io.taskledger.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Date;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens as an issuer with a shared secret signs them. */
public final class Tokens {

    public static final String SECRET = "a-secret-of-the-tests-with-more-than-32-bytes";

    private Tokens() {}

    /** A good one, for an hour. */
    public static String of(String user) {
        return with(claims -> claims.subject(user).claim("email", user + "@example.com").claim("name", user));
    }

    /** For nobody and for an hour, but for what the change says. */
    public static String with(UnaryOperator<JWTClaimsSet.Builder> change) {
        return signed(JWSAlgorithm.HS256, SECRET, change);
    }

    public static String signed(JWSAlgorithm algorithm, String secret, UnaryOperator<JWTClaimsSet.Builder> change) {
        var claims = new JWTClaimsSet.Builder().expirationTime(Date.from(Instant.now().plusSeconds(3600)));
        var token = new SignedJWT(new JWSHeader(algorithm), change.apply(claims).build());
        try {
            token.sign(new MACSigner(secret));
        } catch (JOSEException e) {
            throw new IllegalArgumentException(e);
        }
        return token.serialize();
    }

    /** These very bytes as a header and claims, signed with {@link #SECRET}. */
    public static String ofBytes(byte[] header, byte[] claims) {
        String signed = Base64URL.encode(header) + "." + Base64URL.encode(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
            return signed + "." + Base64URL.encode(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
