package io.taskledger.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A connection to the service on which a test says what it likes, byte by byte. */
public final class Wire implements AutoCloseable {

    /** What the service does, it does long before. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Socket socket;

    private Wire(Socket socket) {
        this.socket = socket;
    }

    public static Wire to(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.setTcpNoDelay(true);
        return new Wire(socket);
    }

    /** The answer to one request on a connection of its own. */
    public static Reply ask(int port, String request) throws IOException {
        try (Wire wire = to(port)) {
            return wire.say(request).reply();
        }
    }

    public Wire say(String text) throws IOException {
        return say(text.getBytes(UTF_8));
    }

    public Wire say(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Whether a part of an answer has come. */
    public boolean hasSome() throws IOException {
        return socket.getInputStream().available() > 0;
    }

    public Reply reply() throws IOException {
        Reply reply = head();
        int length = reply.header("Content-Length").map(Integer::parseInt).orElse(0);
        return new Reply(reply.head(), new String(socket.getInputStream().readNBytes(length), UTF_8));
    }

    /** The reply without its body. */
    public Reply head() throws IOException {
        InputStream in = socket.getInputStream();
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).as("the answer ends in its head: %s", head).isNotNegative();
            head.append((char) next);
        }
        return new Reply(head.toString(), "");
    }

    /** What comes until the service closes the connection. */
    public String rest() throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (SocketException _) {
            return ""; // a reset is an end, too
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    public record Reply(String head, String body) {

        public int status() {
            return Integer.parseInt(head.split(" ")[1]);
        }

        public Optional<String> header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst();
        }

        public Reply expectProblem(int status, String type) {
            assertThat(status()).as(head + body).isEqualTo(status);
            assertThat(header("Content-Type")).hasValue("application/problem+json");
            assertThat(Json.read(body).get("type").stringValue()).isEqualTo("urn:taskledger:problem:" + type);
            assertThat(header("X-Request-Id")).hasValue(Json.read(body).get("request_id").stringValue());
            return this;
        }
    }
}
