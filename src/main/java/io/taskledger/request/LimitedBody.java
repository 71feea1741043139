package io.taskledger.request;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

import java.io.ByteArrayInputStream;
import java.io.IOException;

/** A request whose body is read as a whole, and never more of it than is allowed, however it is sent. */
public final class LimitedBody extends HttpServletRequestWrapper {

    /** 64 KiB. */
    public static final int MOST_BYTES = 64 * 1024;

    private byte @Nullable [] body;

    LimitedBody(HttpServletRequest request) {
        super(request);
    }

    /** Whether the request's body is larger than it may be; reads it to find out. */
    public static boolean isTooLarge(HttpServletRequest request) {
        try {
            read(request);
            return false;
        } catch (BodyTooLarge _) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** @throws BodyTooLarge where the request's body is larger than it may be */
    static void read(HttpServletRequest request) throws IOException {
        LimitedBody limited = WebUtils.getNativeRequest(request, LimitedBody.class);
        if (limited == null) {
            throw new IllegalStateException("the request's body is not limited");
        }
        limited.body();
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
            body = super.getInputStream().readNBytes(MOST_BYTES + 1);
        }
        if (body.length > MOST_BYTES) {
            throw new BodyTooLarge();
        }
        return body;
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
