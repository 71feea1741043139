package io.taskledger.connection;

import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Closes a connection in two steps (RFC 9112, section 9.6): the service's half first, the rest when the client has closed its half. A
 * connection that is closed at once, while bytes of the client are on their way, is reset, and the client may lose the answer that it was
 * about to read.
 */
final class LingeringClose {

    /** For a client that does not close its half. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private static final int BUFFER = 4096;

    private LingeringClose() {}

    /** To be called by whoever holds the connection's lock, after an answer that said that the connection ends. */
    static void of(SocketWrapperBase<?> connection) throws IOException {
        endOutput(connection);
        long began = System.nanoTime();
        var nowhere = ByteBuffer.allocate(BUFFER);
        for (long left = LONGEST.toMillis(); left > 0; left = LONGEST.minusNanos(System.nanoTime() - began).toMillis()) {
            connection.setReadTimeout(left);
            if (connection.read(true, nowhere.clear()) < 0) {
                return;
            }
        }
    }

    static void endOutput(SocketWrapperBase<?> connection) throws IOException {
        SocketChannel channel = channel(connection);
        if (channel != null) {
            channel.shutdownOutput();
        }
    }

    static boolean hasEnded(SocketWrapperBase<?> connection) {
        SocketChannel channel = channel(connection);
        return channel != null && channel.socket().isOutputShutdown();
    }

    /** Null where Tomcat has closed the connection. */
    private static @Nullable SocketChannel channel(SocketWrapperBase<?> connection) {
        return connection.getSocket() instanceof NioChannel channel ? channel.getIOChannel() : null;
    }
}
