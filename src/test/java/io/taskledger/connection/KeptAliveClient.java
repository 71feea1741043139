package io.taskledger.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that keeps its connection until an answer says that it ends. It tells an end of the connection from a reset. */
final class KeptAliveClient implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)");

    private final int port;
    private final String token;
    private Socket socket;

    /** @throws IOException where the service does not listen */
    KeptAliveClient(int port, String token) throws IOException {
        this.port = port;
        this.token = token;
        socket = connect();
    }

    private Socket connect() throws IOException {
        var connected = new Socket(InetAddress.getLoopbackAddress(), port);
        connected.setSoTimeout(60_000);
        connected.setTcpNoDelay(true);
        return connected;
    }

    void reconnect() throws IOException {
        socket.close();
        socket = connect();
    }

    KeptAliveClient send(String method, String path, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        socket.getOutputStream().write((method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n" + body).getBytes(UTF_8));
        return this;
    }

    KeptAliveClient get(String path) throws IOException {
        return send("GET", path, "");
    }

    /** @throws IOException where the connection ends or is reset before the answer is whole */
    Reply reply() throws IOException {
        InputStream in = socket.getInputStream();
        var head = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection ended " + (head.size() == 0 ? "without an answer" : "within an answer"));
            }
            head.write(next);
            text = head.toString(UTF_8);
        }
        Matcher length = LENGTH.matcher(text);
        boolean chunked = text.toLowerCase(Locale.ROOT).contains("\r\ntransfer-encoding: chunked");
        int status = Integer.parseInt(text.split(" ")[1]);
        if (length.find()) {
            return new Reply(status, text, new String(in.readNBytes(Integer.parseInt(length.group(1))), UTF_8));
        }
        return new Reply(status, text, chunked ? chunks(in) : status == 204 ? "" : new String(in.readAllBytes(), UTF_8));
    }

    private static String chunks(InputStream in) throws IOException {
        var text = new StringBuilder();
        for (int size = -1; size != 0;) {
            var line = new StringBuilder();
            while (line.indexOf("\r\n") < 0) {
                line.append((char) in.read());
            }
            size = Integer.parseInt(line.toString().strip(), 16);
            text.append(new String(in.readNBytes(size), UTF_8));
            in.readNBytes(2);
        }
        return text.toString();
    }

    /** Waits until the service ends the connection. @throws IOException where it resets it, or sends something */
    void expectEnd() throws IOException {
        if (socket.getInputStream().read() >= 0) {
            throw new IOException("something came in place of the end");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    record Reply(int status, String head, String body) {
        boolean ends() {
            return head.toLowerCase(Locale.ROOT).contains("\r\nconnection: close");
        }
    }
}
