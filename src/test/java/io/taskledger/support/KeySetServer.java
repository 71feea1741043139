package io.taskledger.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Where an issuer publishes its keys: a server on this machine, which answers as well or as badly as a test wants, and counts. */
public final class KeySetServer implements AutoCloseable {

    public static final String PATH = "/api/auth/jwks";

    private final AtomicInteger fetches = new AtomicInteger();
    private final int port;
    private volatile HttpHandler handler = KeySetServer::nothing;
    private HttpServer server;

    public KeySetServer() {
        server = start(0);
        port = server.getAddress().getPort();
    }

    public void publish(IssuerKey... keys) {
        publish(List.of(keys).stream().map(IssuerKey::published).toArray(JWK[]::new));
    }

    /** Private halves and symmetric keys, too. */
    public void publish(JWK... keys) {
        answer(200, new JWKSet(List.of(keys)).toString(false));
    }

    public void answer(int status, String body) {
        answerWith(exchange -> send(exchange, status, body));
    }

    public void answerWith(HttpHandler answer) {
        handler = answer;
    }

    /** How often the keys were asked for, since it was first started. */
    public int fetches() {
        return fetches.get();
    }

    public String origin() {
        return "http://localhost:" + port;
    }

    /** From now on nothing listens there. */
    public void stop() {
        server.stop(0);
    }

    public void startAgain() {
        server = start(port);
    }

    @Override
    public void close() {
        stop();
    }

    public static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void nothing(HttpExchange exchange) throws IOException {
        send(exchange, 404, "");
    }

    private HttpServer start(int at) {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), at), 0);
            made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            made.createContext("/", KeySetServer::nothing);
            made.createContext(PATH, exchange -> {
                fetches.incrementAndGet();
                handler.handle(exchange);
            });
            made.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
