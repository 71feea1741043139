package io.taskledger.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/** Publishes a key of its own, and signs tokens with it (EdDSA, RFC 8037), as Better Auth does. */
final class Issuer implements AutoCloseable {

    private static final String KEY_ID = "bench";
    private static final int BYTES_OF_KEY = 32;

    private final KeyPair keys;
    private final HttpServer server;

    private Issuer(KeyPair keys, HttpServer server) {
        this.keys = keys;
        this.server = server;
    }

    static Issuer start() throws IOException, GeneralSecurityException {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] published = keySet(keys).getBytes(UTF_8);
        server.createContext("/jwks", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, published.length);
            try (var body = exchange.getResponseBody()) {
                body.write(published);
            }
        });
        server.start();
        return new Issuer(keys, server);
    }

    /** Its last 32 bytes are the key itself (RFC 8410). */
    private static String keySet(KeyPair keys) {
        byte[] encoded = keys.getPublic().getEncoded();
        byte[] key = Arrays.copyOfRange(encoded, encoded.length - BYTES_OF_KEY, encoded.length);
        String x = Base64.getUrlEncoder().withoutPadding().encodeToString(key);
        return "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"alg\":\"EdDSA\",\"kid\":\"%s\",\"x\":\"%s\"}]}".formatted(KEY_ID, x);
    }

    String keySetUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks";
    }

    /** For a day. */
    String token(String user) {
        return Tokens.of("{\"alg\":\"EdDSA\",\"kid\":\"%s\"}".formatted(KEY_ID), user, "user", this::signature);
    }

    private byte[] signature(String text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
