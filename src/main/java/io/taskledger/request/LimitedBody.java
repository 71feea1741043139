package io.taskledger.request;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A request whose body is read as a whole, and never more of it, or for longer, than is allowed, however it is sent. */
public final class LimitedBody extends HttpServletRequestWrapper {

    /** 64 KiB. */
    public static final int MOST_BYTES = 64 * 1024;

    private static final int BUFFER = 8192;

    private final Duration longest;
    private byte @Nullable [] body;

    LimitedBody(HttpServletRequest request, Duration longest) {
        super(request);
        this.longest = longest;
    }

    /** Whether the request's body is larger than it may be; reads it to find out. */
    public static boolean isTooLarge(HttpServletRequest request) {
        try {
            var _ = read(request);
            return false;
        } catch (BodyTooLarge _) {
            return true;
        } catch (BodyTooSlow | IOException _) {
            return false;
        }
    }

    /**
     * The request's body, as often as it is asked for.
     *
     * @throws BodyTooLarge where it is larger than it may be
     * @throws BodyTooSlow where it takes longer than it may
     */
    static byte[] read(HttpServletRequest request) throws IOException {
        LimitedBody limited = WebUtils.getNativeRequest(request, LimitedBody.class);
        if (limited == null) {
            throw new IllegalStateException("the request's body is not limited");
        }
        return limited.body();
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new Stream(body());
    }

    private byte[] body() throws IOException {
        if (getContentLengthLong() > MOST_BYTES) {
            throw new BodyTooLarge();
        }
        if (body == null) {
            body = receive(super.getInputStream());
        }
        if (body.length > MOST_BYTES) {
            throw new BodyTooLarge();
        }
        return body;
    }

    /** Stops where there are too many. */
    private byte[] receive(InputStream in) throws IOException {
        long began = System.nanoTime();
        var received = new ByteArrayOutputStream();
        byte[] bytes = new byte[BUFFER];
        try {
            int more = 0;
            while (more >= 0 && received.size() <= MOST_BYTES) {
                received.write(bytes, 0, more);
                if (System.nanoTime() - began > longest.toNanos()) {
                    throw new BodyTooSlow();
                }
                more = in.read(bytes);
            }
        } catch (IOException e) {
            if (e.getCause() instanceof SocketTimeoutException) {
                throw new BodyTooSlow();
            }
            throw e;
        }
        return received.toByteArray();
    }

    private static final class Stream extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Stream(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return bytes.read(into, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("bodies are read as a whole");
        }
    }
}
