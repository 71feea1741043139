package io.taskledger.kernel;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** What one answer takes of the {@link AnswerMemory}; to be used by one thread at a time, and closed when the answer has been sent, or has failed. */
public final class AnswerRoom implements AutoCloseable {

    /** As long as for a connection to the database. */
    private static final Duration PATIENCE_TO_READ = Duration.ofSeconds(5);

    private static final Duration PATIENCE_TO_SEND = Duration.ofMillis(500);

    private final AnswerMemory memory;
    private final Object holder;
    private MemoryShare.@Nullable Taken reading;
    private MemoryShare.@Nullable Taken sending;

    AnswerRoom(AnswerMemory memory, Object holder) {
        this.memory = memory;
        this.holder = holder;
    }

    /**
     * Takes the room that the answer needs while it is read; waits up to 5 s for it.
     *
     * @param json bytes that the answer has at most; 1 MiB where it is more
     * @throws NoRoomForAnswer where there is none
     */
    public void read(long json) {
        if (reading == null) {
            reading = memory.reading.take(holder, AnswerMemory.whileRead(json), PATIENCE_TO_READ);
        }
    }

    /**
     * Takes the room that the answer needs while it is sent, none where it is small, and gives back what reading took; waits up to half a second.
     *
     * @param bytes of the answer
     * @throws NoRoomForAnswer where there is none
     */
    public void send(long bytes) {
        if (reading != null) {
            reading.shrink(bytes);
        }
        if (sending == null && bytes > AnswerMemory.SMALL) {
            sending = memory.sending.take(holder, bytes, PATIENCE_TO_SEND);
        }
        if (reading != null) {
            reading.close();
        }
    }

    @Override
    public void close() {
        if (reading != null) {
            reading.close();
        }
        if (sending != null) {
            sending.close();
        }
    }
}
