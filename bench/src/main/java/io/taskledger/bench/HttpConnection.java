package io.taskledger.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * A connection that stays open, with one request at a time on it: the least that HTTP/1.1 asks of a client, so that ten thousand of them
 * cost the machine little that the service could have had.
 */
final class HttpConnection implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BUFFER = 2_048;

    private final URI service;
    private Socket socket;
    private InputStream in;
    private boolean ended;

    private HttpConnection(URI service, Socket socket) throws IOException {
        this.service = service;
        this.socket = socket;
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    }

    static HttpConnection open(URI service) throws IOException {
        return new HttpConnection(service, connect(service));
    }

    private static Socket connect(URI service) throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.connect(new InetSocketAddress(service.getHost(), service.getPort()), (int) PATIENCE.toMillis());
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Returns the answer's status, once all of the answer is there. A connection that the answer before ended is opened anew. */
    int send(Call call, String token, String id, long n) throws IOException {
        if (ended) {
            socket.close();
            socket = connect(service);
            in = new BufferedInputStream(socket.getInputStream(), BUFFER);
            ended = false;
        }
        socket.getOutputStream().write(call.bytes(service.getAuthority(), token, id, n));
        String first = line();
        long length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(header.substring(header.indexOf(':') + 1).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.endsWith("chunked");
            } else if (lower.startsWith("connection:")) {
                ended = lower.endsWith("close");
            }
        }
        if (chunked) {
            skipChunks();
        } else {
            in.skipNBytes(length);
        }
        return Integer.parseInt(first.split(" ", 3)[1]);
    }

    /** Reads what comes for as long as it comes; true where it began as it should. */
    boolean readAll(Call call, String token) throws IOException {
        socket.getOutputStream().write(call.bytes(service.getAuthority(), token, "", 0));
        boolean begun = line().contains(" 200");
        try {
            var _ = in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException _) {
            // it was closed at this end
        }
        return begun;
    }

    private void skipChunks() throws IOException {
        for (long size = chunk(); size > 0; size = chunk()) {
            in.skipNBytes(size);
            var _ = line();
        }
        while (!line().isEmpty()) {
            // a trailer
        }
    }

    private long chunk() throws IOException {
        return Long.parseLong(line().split(";", 2)[0].strip(), 16);
    }

    private String line() throws IOException {
        byte[] bytes = new byte[256];
        int length = 0;
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The connection was closed before the answer's end");
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * length);
            }
            bytes[length++] = (byte) next;
        }
        return new String(bytes, 0, length > 0 && bytes[length - 1] == '\r' ? length - 1 : length, ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
