package io.taskledger.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A key of an issuer, and tokens that are signed with it by the JDK alone. */
public record IssuerKey(String id, JWSAlgorithm algorithm, KeyPair pair) {

    private static final int RSA_BITS = 2048;

    public static IssuerKey of(JWSAlgorithm algorithm, String id) {
        return of(algorithm, id, RSA_BITS);
    }

    public static IssuerKey of(JWSAlgorithm algorithm, String id, int bitsOfRsa) {
        try {
            KeyPairGenerator generator = switch (algorithm.getName()) {
                case "EdDSA" -> KeyPairGenerator.getInstance("Ed25519");
                case "ES256" -> KeyPairGenerator.getInstance("EC");
                default -> KeyPairGenerator.getInstance("RSA");
            };
            if (!algorithm.equals(JWSAlgorithm.EdDSA)) {
                generator.initialize(algorithm.equals(JWSAlgorithm.ES256) ? 256 : bitsOfRsa);
            }
            return new IssuerKey(id, algorithm, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the issuer publishes of it. */
    public JWK published() {
        return switch (pair.getPublic()) {
            case RSAPublicKey rsa -> new RSAKey.Builder(rsa).keyID(id).algorithm(algorithm).build();
            case ECPublicKey point -> new ECKey.Builder(Curve.P_256, point).keyID(id).algorithm(algorithm).build();
            default -> new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(last32(pair.getPublic().getEncoded())))
                    .keyID(id).algorithm(algorithm).build();
        };
    }

    /** What no issuer publishes. */
    public JWK withPrivateHalf() {
        return switch (published()) {
            case RSAKey rsa -> new RSAKey.Builder(rsa).privateKey(pair.getPrivate()).build();
            case ECKey point -> new ECKey.Builder(point).privateKey(pair.getPrivate()).build();
            case OctetKeyPair okp -> new OctetKeyPair.Builder(okp).d(Base64URL.encode(last32(pair.getPrivate().getEncoded()))).build();
            default -> throw new IllegalStateException();
        };
    }

    /** A token good for an hour, but for what the change says. */
    public String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return token(Map.of(), change);
    }

    /** @param header what is in it besides or instead of {@code alg} and {@code kid} */
    public String token(Map<String, ?> header, UnaryOperator<JWTClaimsSet.Builder> change) {
        Map<String, Object> all = new TreeMap<>(Map.of("alg", algorithm.getName(), "kid", id));
        all.putAll(header);
        all.values().removeIf(""::equals);
        var claims = new JWTClaimsSet.Builder().expirationTime(Date.from(Instant.now().plusSeconds(3600)));
        return signed(Json.object(all), change.apply(claims).build().toString());
    }

    /** These very texts, with a good signature. */
    public String signed(String header, String claims) {
        return signed(header.getBytes(UTF_8), claims.getBytes(UTF_8));
    }

    /** These very bytes, with a good signature. */
    public String signed(byte[] header, byte[] claims) {
        String signed = Base64URL.encode(header) + "." + Base64URL.encode(claims);
        return signed + "." + Base64URL.encode(sign(signed.getBytes(UTF_8), signature()));
    }

    public byte[] sign(byte[] bytes, String algorithmOfJdk) {
        try {
            Signature signature = Signature.getInstance(algorithmOfJdk);
            if (algorithmOfJdk.equals("RSASSA-PSS")) {
                signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            signature.initSign(pair.getPrivate());
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String signature() {
        return switch (algorithm.getName()) {
            case "EdDSA" -> "Ed25519";
            case "ES256" -> "SHA256withECDSAinP1363Format";
            case "RS256" -> "SHA256withRSA";
            default -> "RSASSA-PSS";
        };
    }

    private static byte[] last32(byte[] encoded) {
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }
}
