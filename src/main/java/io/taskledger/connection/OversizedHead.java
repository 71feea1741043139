package io.taskledger.connection;

import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;

/**
 * A head that is too large. It is read on for its Origin, which browsers send behind the token: without the headers for it a page is not
 * told why its request failed. And it is read to its end: an answer is lost where the connection is closed while the client still sends.
 */
final class OversizedHead {

    static final int MOST_BYTES = 256 * 1024;

    private static final String ORIGIN = "origin:";

    /** Of a line, which an origin fits into. */
    private static final int KEPT_OF_A_LINE = 300;

    private static final int READ_AT_ONCE = 8 * 1024;

    private final StringBuilder line = new StringBuilder();
    private int bytes;
    private boolean begun;
    private boolean ended;
    private @Nullable String origin;

    /** The value of its first Origin; null where none has come. */
    @Nullable String origin() {
        return origin;
    }

    /**
     * Takes what Tomcat has parsed of it, to the last byte. Tomcat has moved the value that it is at to where the blank before it was: so
     * its last character is there twice.
     */
    void takeParsed(ByteBuffer parsed) {
        take(parsed);
        int last = line.length() - 1;
        boolean moved = isOrigin() && last > ORIGIN.length() && line.charAt(ORIGIN.length()) != ' '
                && line.charAt(last) == line.charAt(last - 1);
        if (moved) {
            line.setLength(last);
        }
    }

    private void take(ByteBuffer came) {
        while (came.hasRemaining() && !ended) {
            bytes++;
            byte next = came.get();
            if (next == '\n') {
                endLine();
            } else if (line.length() < KEPT_OF_A_LINE && next != '\r') {
                line.append((char) (next & 0xff));
            }
        }
    }

    /** Reads what is left of it, so much and for so long. */
    void readOn(SocketWrapperBase<?> socket, Duration longest) throws IOException {
        long end = System.nanoTime() + longest.toNanos();
        socket.setReadTimeout(longest.toMillis());
        var came = ByteBuffer.allocate(READ_AT_ONCE);
        while (!ended && bytes < MOST_BYTES && System.nanoTime() < end && socket.read(true, came.clear()) > 0) {
            take(came.flip());
        }
    }

    private boolean isOrigin() {
        return line.toString().toLowerCase(Locale.ROOT).startsWith(ORIGIN);
    }

    private void endLine() {
        if (line.isEmpty()) {
            ended = begun; // empty lines before a request are none of it
        } else {
            begun = true;
            if (origin == null && isOrigin()) {
                origin = line.substring(ORIGIN.length()).strip();
            }
        }
        line.setLength(0);
    }
}
