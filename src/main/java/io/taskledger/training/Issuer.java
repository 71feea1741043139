package io.taskledger.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs the tokens of a training, with a secret and a key pair that live as long as it does, and publishes the key. */
final class Issuer implements AutoCloseable {

    private static final String KEY_ID = "training";
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final int KEY_BYTES = 32;

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final String secret;
    private final KeyPair pair;
    private final HttpServer server;

    Issuer() throws IOException, GeneralSecurityException {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        secret = BASE64.encodeToString(random);
        pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] keys = keySet().getBytes(UTF_8);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
    }

    private String keySet() {
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] point = Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
        return "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"alg\":\"EdDSA\",\"use\":\"sig\",\"kid\":\"%s\",\"x\":\"%s\"}]}"
                .formatted(KEY_ID, BASE64.encodeToString(point));
    }

    /** The settings of a service that takes both kinds of tokens. */
    Map<String, String> settings() {
        String keys = "http://localhost:" + server.getAddress().getPort() + "/jwks";
        return Map.of("BETTER_AUTH_SECRET", secret, "JWT_JWKS_URL", keys, "JWT_ISSUER", KEY_ID);
    }

    String signedWithSecret(String user) throws GeneralSecurityException {
        String text = text("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", user);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        return text + "." + BASE64.encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    }

    String signedWithKey(String user) throws GeneralSecurityException {
        String text = text("{\"alg\":\"EdDSA\",\"kid\":\"" + KEY_ID + "\"}", user);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(text.getBytes(UTF_8));
        return text + "." + BASE64.encodeToString(signature.sign());
    }

    /** Every user is an operator, too. */
    private static String text(String header, String user) {
        Instant now = Instant.now();
        String claims = """
                {"sub":"%s","iss":"%s","email":"%s@example.com","name":"%s","role":"admin","iat":%d,"exp":%d}"""
                .formatted(user, KEY_ID, user, user, now.getEpochSecond(), now.plus(LIFETIME).getEpochSecond());
        return BASE64.encodeToString(header.getBytes(UTF_8)) + "." + BASE64.encodeToString(claims.getBytes(UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
