package io.taskledger.connection;

import io.taskledger.kernel.HeapForClients;
import org.springframework.core.env.Environment;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * What the requests of an instance may take of it, all together. Beyond the bounds on memory a client is told to come again: that costs others less
 * than an instance which has run out of it, and answers nobody any longer.
 *
 * @param longestHead how long the head of one may take, from its first byte
 * @param longestRest how long is waited for what is left of a head, or of a body, that was refused already
 * @param underWay those of which a byte has come and which are not answered
 * @param incompleteHeads those of them of which the rest of the head is waited for
 * @param restsOfHeads places for those whose head was refused as too large, and is read on
 * @param restsOfBodies places for those that were answered before their body had come, which is read on
 */
record RequestBounds(
        Duration longestHead,
        Duration longestRest,
        RequestsUnderWay underWay,
        IncompleteHeads incompleteHeads,
        Semaphore restsOfHeads,
        Semaphore restsOfBodies) {

    static final RequestBounds NONE = new RequestBounds(
            Duration.ofDays(1),
            Duration.ofDays(1),
            new RequestsUnderWay(Integer.MAX_VALUE, Duration.ofDays(1)),
            new IncompleteHeads(Integer.MAX_VALUE),
            new Semaphore(Integer.MAX_VALUE),
            new Semaphore(Integer.MAX_VALUE));

    /** Of the places for requests: what needs no token, and is waited for, takes an eighth of them in all, and heads most of that. */
    private static final int PARTS_FOR_INCOMPLETE_HEADS = 12;

    private static final int PARTS_FOR_RESTS = 48;

    /**
     * By Tomcat's buffers for one: of what came, of its head, of what goes, and for its text both ways. Measured: 80 KiB with a head of up to 8 KiB, without
     * its body; twice as large a head takes 8 KiB more of buffer, and 16 of text.
     */
    static final int BYTES_OF_A_REQUEST = 112 * 1024;

    /** A connection that idles: the buffers of its socket. Measured: 12 KiB. */
    static final int BYTES_OF_A_CONNECTION = 12 * 1024;

    static RequestBounds of(Environment environment) {
        int mostUnderWay = most(environment, "most-under-way", mostUnderWay(HeapForClients.ofThisProcess()));
        return new RequestBounds(
                environment.getRequiredProperty("taskledger.request.longest-head", Duration.class),
                environment.getRequiredProperty("taskledger.request.longest-rest", Duration.class),
                new RequestsUnderWay(mostUnderWay, environment.getRequiredProperty("taskledger.answers.slow-after", Duration.class)),
                new IncompleteHeads(most(environment, "most-incomplete", Math.max(1, mostUnderWay / PARTS_FOR_INCOMPLETE_HEADS))),
                new Semaphore(most(environment, "most-rests", Math.max(1, mostUnderWay / PARTS_FOR_RESTS))),
                new Semaphore(most(environment, "most-rests", Math.max(1, mostUnderWay / PARTS_FOR_RESTS))));
    }

    private static int most(Environment environment, String setting, int otherwise) {
        return environment.getProperty("taskledger.request." + setting, Integer.class, otherwise);
    }

    static int mostUnderWay(HeapForClients heap) {
        return heap.room(3, BYTES_OF_A_REQUEST);
    }

    static int mostConnections(HeapForClients heap) {
        return heap.room(3, BYTES_OF_A_CONNECTION);
    }
}
