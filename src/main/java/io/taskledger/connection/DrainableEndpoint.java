package io.taskledger.connection;

import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tomcat's endpoint, which can stop listening without resetting anybody. Tomcat alone closes its listening socket while clients are in
 * its queue, whom the operating system then resets; and it closes connections without a look at what has come on them, with the same
 * effect.
 */
final class DrainableEndpoint extends NioEndpoint {

    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch pausing = new CountDownLatch(1);
    private volatile boolean closing;

    /** Accepts those who have connected, and closes the listening socket; all in the acceptor's thread, since no other one may. */
    void stopListening(Duration longest) throws InterruptedException {
        closing = true;
        unlockAccept();
        closed.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    protected SocketChannel serverSocketAccept() throws Exception {
        if (!closing) {
            return super.serverSocketAccept();
        }
        if (getServerSocket() instanceof ServerSocketChannel listening) {
            listening.configureBlocking(false);
            SocketChannel connected = listening.accept();
            if (connected != null) {
                return connected;
            }
            doCloseServerSocket();
        }
        closed.countDown();
        pausing.await();
        return SocketChannel.open(); // Tomcat closes the channel that it is handed while it is paused, and asks for no other
    }

    /**
     * A connection on which no byte has come yet idles, as one does between two requests. Tomcat alone gives it no longer than a client may
     * be silent in the middle of a request, so that a client that opens connections before it needs them would lose them.
     */
    @Override
    protected boolean setSocketOptions(SocketChannel channel) {
        boolean accepted = super.setSocketOptions(channel);
        SocketWrapperBase<NioChannel> connection = connections.get(channel);
        if (accepted && connection != null && connection.getLock().tryLock()) { // whoever serves it holds the lock
            try {
                if (connection.getCurrentProcessor() == null) {
                    connection.setReadTimeout(getKeepAliveTimeout());
                }
            } finally {
                connection.getLock().unlock();
            }
        }
        return accepted;
    }

    @Override
    public void pause() {
        super.pause();
        pausing.countDown();
    }

    /** Connects to the listening socket, so that the acceptor stops waiting. */
    @Override
    protected void unlockAccept() {
        if (closed.getCount() > 0) {
            super.unlockAccept();
        }
    }

    /** Whether a connection is open that is no stream: a request may come on it, or is under way. */
    boolean isInUse() {
        return getConnections().stream().anyMatch(connection -> !connection.isClosed() && !isStream(connection));
    }

    /** Whether a thread is at a connection: it reads a request, carries it out, or writes its answer. */
    boolean isAtWork() {
        return getConnections().stream().anyMatch(connection -> connection.getLock().isLocked());
    }

    private static boolean isStream(SocketWrapperBase<NioChannel> connection) {
        return connection.getCurrentProcessor() instanceof Processor processor && processor.isAsync();
    }

    /**
     * Ends the service's half of each connection on which nothing is under way. Tomcat goes on reading: when the client has closed its
     * half, too, the connection is closed, and a request that was on its way meets an end and no reset.
     *
     * @return how many there were
     */
    int endIdle() {
        int ended = 0;
        for (SocketWrapperBase<NioChannel> connection : getConnections()) {
            if (connection.getLock().tryLock()) { // whoever serves it holds the lock
                try {
                    if (!connection.isClosed() && connection.getCurrentProcessor() == null) {
                        LingeringClose.endOutput(connection);
                        ended++;
                    }
                } catch (IOException e) {
                    getLog().debug("An idle connection was closed by its client", e);
                } finally {
                    connection.getLock().unlock();
                }
            }
        }
        return ended;
    }
}
