package io.taskledger.kernel;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * The memory that answers may take of this process, beyond what each request is counted for: a share for answers that are being read,
 * which pass, and one for answers that are being sent, which stay for as long as their clients are slow. So clients that take nothing
 * keep nobody from reading. And where an answer finds no room to be sent, the oldest of those that have been sent for 5 s or more are
 * ended for it: an answer may take as long as it likes, as long as nobody else waits.
 */
public final class AnswerMemory {

    /** In bytes. An answer that is no larger is part of what its request is counted for. */
    static final int SMALL = 16 * 1024;

    /** The most that the JSON of one answer has, in bytes. */
    public static final int LARGEST = 1024 * 1024;

    /** Of what is read, as rows, as text and as JSON, for each byte of JSON. Measured on text that takes most: 3.6. */
    private static final int WHILE_READ = 4;

    private static final int PARTS_FOR_READING = 8;
    private static final int PARTS_FOR_SENDING = 8;

    final MemoryShare reading;
    final MemoryShare sending;

    /**
     * So much for each.
     *
     * @param reading bytes of all answers that are being read
     * @param sending bytes of all that are being sent
     * @param slowAfter from when on one that is being sent may be ended for another
     */
    public AnswerMemory(long reading, long sending, Duration slowAfter) {
        this.reading = new MemoryShare(reading, WHILE_READ * LARGEST, slowAfter);
        this.sending = new MemoryShare(sending, LARGEST, slowAfter);
    }

    /** For answers that are being read: an eighth of what is for clients. */
    public static long forReading(HeapForClients heap) {
        return heap.bytes() / PARTS_FOR_READING;
    }

    /** For answers that are being sent: an eighth of what is for clients. */
    public static long forSending(HeapForClients heap) {
        return heap.bytes() / PARTS_FOR_SENDING;
    }

    /**
     * Room for one answer, none of it taken yet.
     *
     * @param holder who is answered: each holder may have a quarter of either share
     * @param end ends the answer while it is being sent, from another thread; it waits for nothing. Null where nothing is sent
     */
    public AnswerRoom roomFor(Object holder, @Nullable Runnable end) {
        return new AnswerRoom(this, holder, end);
    }

    /** What reading takes, at most, of an answer of so much JSON. */
    static long whileRead(long json) {
        return WHILE_READ * Math.min(json, LARGEST);
    }

    /** Whether no answer takes any of it. */
    public boolean isUnused() {
        return reading.isUnused() && sending.isUnused();
    }
}
