package io.taskledger.fuzzing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.taskledger.support.Answer;
import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A connection to the service that is kept as long as the service keeps it, and sends bytes as they are. */
final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final int port;
    private @Nullable Socket socket;
    private @Nullable InputStream in;
    private @Nullable Request previous;

    Wire(int port) {
        this.port = port;
    }

    /** @throws IOException where no answer comes, or one that is not HTTP in UTF-8 */
    Answer exchange(Request request) throws IOException {
        try {
            Socket connection = connect();
            send(connection, request);
            Answer answer = read(request);
            previous = request;
            if (ends(request, answer)) {
                close();
            }
            return answer;
        } catch (IOException e) {
            close();
            throw new IOException("%s, after %.2000s".formatted(e.getMessage(), previous), e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Whether the request has an Expect header: the service may answer it, and close the connection, without reading its body. */
    private static boolean expects(Request request) {
        return request.headers().stream().anyMatch(header -> header.startsWith("Expect:"));
    }

    private static boolean ends(Request request, Answer answer) {
        return request.last() || answer.header("Connection").orElse("").equalsIgnoreCase("close");
    }

    private Socket connect() throws IOException {
        if (socket == null) {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        }
        return socket;
    }

    private static void send(Socket connection, Request request) throws IOException {
        try {
            connection.getOutputStream().write(request.bytes());
            if (request.last()) {
                connection.shutdownOutput();
            }
        } catch (IOException e) {
            if (!request.last() && !expects(request)) {
                throw e;
            } // else it was answered before all of it was sent: the answer is there to be read
        }
    }

    private Answer read(Request request) throws IOException {
        String head = readHead();
        while (head.startsWith("HTTP/1.1 1")) {
            head = readHead();
        }
        List<String> lines = head.lines().toList();
        TreeMap<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        lines.stream().skip(1).filter(line -> !line.isEmpty()).map(line -> line.split(": ?", 2))
                .forEach(header -> headers.computeIfAbsent(header[0], _ -> new ArrayList<>()).add(header[1]));
        int status = Integer.parseInt(lines.getFirst().split(" ")[1]);
        var parsed = HttpHeaders.of(headers, (_, _) -> true);
        byte[] body = request.method().equals("HEAD") || status == 204 || status == 304 ? new byte[0] : readBody(parsed);
        return new Answer(request.method(), request.path(), status, parsed, UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    }

    private String readHead() throws IOException {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append(readLine()).append("\r\n");
        }
        return head.toString();
    }

    private byte[] readBody(HttpHeaders headers) throws IOException {
        if (headers.firstValue("Content-Length").isPresent()) {
            return readExactly((int) headers.firstValueAsLong("Content-Length").orElseThrow());
        }
        if (headers.firstValue("Transfer-Encoding").isEmpty()) {
            return source().readAllBytes();
        }
        var body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(readLine(), 16); size > 0; size = Integer.parseInt(readLine(), 16)) {
            body.writeBytes(readExactly(size));
            readLine();
        }
        readLine();
        return body.toByteArray();
    }

    private byte[] readExactly(int length) throws IOException {
        byte[] bytes = source().readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the body has " + bytes.length + " bytes instead of " + length);
        }
        return bytes;
    }

    private String readLine() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = source().read(); next != '\n'; next = source().read()) {
            if (next < 0) {
                throw new EOFException("the connection ended after: " + line.toString(ISO_8859_1));
            }
            line.write(next);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    private InputStream source() {
        if (in == null) {
            throw new IllegalStateException("not connected");
        }
        return in;
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
            in = null;
        }
    }
}
