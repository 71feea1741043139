package io.taskledger.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The way to a server, which may vanish without a word: what is sent on connections of that time is never answered again, and none of them
 * is closed; new ones are accepted, and not answered either, until it is back.
 */
public final class SilentProxy implements AutoCloseable {

    private final ServerSocket entrance;
    private final int server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Socket> all = new ArrayList<>();
    private volatile Way way = new Way();

    /** What forwards as long as it is there. */
    private static final class Way {
        private volatile boolean gone;
    }

    /** @param server its port on this machine */
    public SilentProxy(int server) throws IOException {
        this.server = server;
        entrance = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    public int port() {
        return entrance.getLocalPort();
    }

    public void vanish() {
        way.gone = true;
    }

    /** For new connections; those of before stay silent. */
    public void comeBack() {
        way = new Way();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                Way now = way;
                keep(client);
                if (!now.gone) {
                    Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
                    keep(behind);
                    threads.execute(() -> forward(client, behind, now));
                    threads.execute(() -> forward(behind, client, now));
                }
            } catch (IOException _) {
                // the server lets nobody in, or the entrance has been closed
            }
        }
    }

    private static void forward(Socket from, Socket to, Way way) {
        byte[] some = new byte[64 * 1024];
        try {
            for (int read = from.getInputStream().read(some); read >= 0; read = from.getInputStream().read(some)) {
                if (!way.gone) {
                    to.getOutputStream().write(some, 0, read);
                }
            }
            if (!way.gone) {
                to.close();
            }
        } catch (IOException _) {
            if (!way.gone) {
                close(to);
            }
        }
    }

    private synchronized void keep(Socket socket) {
        all.add(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        entrance.close();
        all.forEach(SilentProxy::close);
        threads.shutdownNow();
    }
}
