package io.taskledger.connection;

import org.springframework.core.env.Environment;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * What the requests of an instance may take of it, all together. Beyond the bounds on memory a client is told to come again: that costs others less
 * than an instance which has run out of it, and answers nobody any longer.
 *
 * @param longestHead how long the head of one may take, from its first byte
 * @param underWay places for those of which a byte has come and which are not answered
 * @param incompleteHeads places for those of them whose head has come in part, which takes no token
 */
record RequestBounds(Duration longestHead, Semaphore underWay, Semaphore incompleteHeads) {

    static final RequestBounds NONE = new RequestBounds(Duration.ofDays(1), new Semaphore(Integer.MAX_VALUE), new Semaphore(Integer.MAX_VALUE));

    /** By Tomcat's buffers for one: of what came, of its head, of what goes, and for its text both ways. Measured: 80 KiB, without its body. */
    private static final int BYTES_OF_A_REQUEST = 100 * 1024;

    /** A connection that idles: the buffers of its socket. Measured: 12 KiB. */
    private static final int BYTES_OF_A_CONNECTION = 12 * 1024;

    private static final long HEAP = Runtime.getRuntime().maxMemory();

    static RequestBounds of(Environment environment) {
        int mostUnderWay = environment.getProperty("taskledger.request.most-under-way", Integer.class, (int) (HEAP / 3 / BYTES_OF_A_REQUEST));
        return new RequestBounds(
                environment.getRequiredProperty("taskledger.request.longest-head", Duration.class),
                new Semaphore(mostUnderWay),
                new Semaphore(environment.getProperty("taskledger.request.most-incomplete-heads", Integer.class, mostUnderWay / 3)));
    }

    /** That fit into a quarter of the heap. */
    static int mostConnections() {
        return (int) Math.min(Integer.MAX_VALUE, HEAP / 4 / BYTES_OF_A_CONNECTION);
    }
}
