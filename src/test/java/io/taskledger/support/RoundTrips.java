package io.taskledger.support;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.SocketFactory;

/**
 * Counts how often PostgreSQL's driver has said something and then waited for the answer, and how many statements it has had PostgreSQL
 * execute. The driver makes it by its name.
 */
public final class RoundTrips extends SocketFactory {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final AtomicInteger STATEMENTS = new AtomicInteger();

    private static final String OF_TOMCAT = "tomcat-handler";
    private static final AtomicReference<Cost> OF_REQUESTS = new AtomicReference<>(new Cost(0, 0));

    private static final ThreadLocal<Cost> OF_THREAD = ThreadLocal.withInitial(() -> new Cost(0, 0));

    /** What some work costs PostgreSQL, with what begins and ends its transactions. */
    public record Cost(int trips, int statements) {}

    /** What the thread that does the work says itself. */
    public static Cost ofThisThread(Runnable work) {
        Cost before = OF_THREAD.get();
        work.run();
        Cost after = OF_THREAD.get();
        return new Cost(after.trips - before.trips, after.statements - before.statements);
    }

    /** What the threads that handle requests say while the work, which sends them, is done. */
    public static Cost ofRequests(Runnable work) {
        Cost before = OF_REQUESTS.get();
        work.run();
        Cost after = OF_REQUESTS.get();
        return new Cost(after.trips - before.trips, after.statements - before.statements);
    }

    private static void countForRequests(int trips, int statements) {
        if (Thread.currentThread().getName().startsWith(OF_TOMCAT)) {
            OF_REQUESTS.updateAndGet(before -> new Cost(before.trips + trips, before.statements + statements));
        }
    }

    private static void countTrip() {
        COUNT.incrementAndGet();
        countForRequests(1, 0);
        OF_THREAD.set(new Cost(OF_THREAD.get().trips + 1, OF_THREAD.get().statements));
    }

    private static void countStatement() {
        STATEMENTS.incrementAndGet();
        countForRequests(0, 1);
        OF_THREAD.set(new Cost(OF_THREAD.get().trips, OF_THREAD.get().statements + 1));
    }

    /** The URL, with all its connections' trips counted. */
    public static String countedOn(String url) {
        return url + "&socketFactory=" + RoundTrips.class.getName();
    }

    public static int during(Runnable work) {
        int before = COUNT.get();
        work.run();
        return COUNT.get() - before;
    }

    /** What the work has PostgreSQL execute, with what begins and ends its transactions. */
    public static int statementsDuring(Runnable work) {
        int before = STATEMENTS.get();
        work.run();
        return STATEMENTS.get() - before;
    }

    @Override
    public Socket createSocket() {
        return new CountingSocket();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException();
    }

    private static final class CountingSocket extends Socket {

        private final Messages messages = new Messages();
        private volatile boolean said;

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    said = true;
                    messages.follow(bytes, offset, length);
                    out.write(bytes, offset, length);
                }
            };
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    if (said) {
                        said = false;
                        countTrip();
                    }
                    return super.read(bytes, offset, length);
                }
            };
        }
    }

    /**
     * PostgreSQL's messages as they are written: a byte that says of what kind, four that say how long, and the rest. The first have no
     * kind.
     */
    private static final class Messages {

        private static final int LENGTH_BYTES = 4;

        /** Asks whether the connection may be encrypted, which is asked before it begins. */
        private static final int REQUEST_LENGTH = 8;

        private boolean begun;
        private boolean atKind;
        private int lengthBytes;
        private int length;
        private int rest;

        void follow(byte[] bytes, int offset, int count) {
            for (int i = offset; i < offset + count; i++) {
                follow(bytes[i]);
            }
        }

        private void follow(byte next) {
            if (rest > 0) {
                rest--;
            } else if (atKind) {
                atKind = false;
                if (next == 'E' || next == 'Q') {
                    countStatement();
                }
            } else {
                length = (length << 8) | (next & 0xff);
                if (++lengthBytes == LENGTH_BYTES) {
                    begun |= length != REQUEST_LENGTH;
                    atKind = begun;
                    rest = length - LENGTH_BYTES;
                    length = 0;
                    lengthBytes = 0;
                }
            }
        }
    }
}
