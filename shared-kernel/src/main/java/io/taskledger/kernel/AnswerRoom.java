package io.taskledger.kernel;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** What one answer takes of the {@link AnswerMemory}; to be used by one thread at a time, and closed when the answer has been sent, or has failed. */
public final class AnswerRoom implements AutoCloseable {

    /** For whoever holds nothing else meanwhile: as long as for a connection to the database. */
    public static final Duration PATIENT = Duration.ofSeconds(5);

    /** For whoever keeps others from something meanwhile. */
    public static final Duration SHORT = Duration.ofMillis(500);

    private final AnswerMemory memory;
    private final Object holder;
    private final @Nullable Runnable end;
    private MemoryShare.@Nullable Taken reading;
    private MemoryShare.@Nullable Taken sending;

    AnswerRoom(AnswerMemory memory, Object holder, @Nullable Runnable end) {
        this.memory = memory;
        this.holder = holder;
        this.end = end;
    }

    /** Room for what else is sent on the same connection, by another holder, none of it taken yet. */
    public AnswerRoom another(Object holder) {
        return new AnswerRoom(memory, holder, end);
    }

    /**
     * Takes the room that the answer needs while it is read. To be called before anything is taken that others wait for.
     *
     * @param json bytes that the answer has at most; 1 MiB where it is more
     * @param patience how long to wait for room
     * @throws NoRoomForAnswer where there is none
     */
    public void read(long json, Duration patience) {
        if (reading == null) {
            reading = memory.reading.take(holder, AnswerMemory.whileRead(json), patience, null);
        }
    }

    /** The same for whoever holds nothing else meanwhile. */
    public void read(long json) {
        read(json, PATIENT);
    }

    /**
     * Takes the room that the answer needs while it is sent, none where it is small, and gives back what reading took.
     *
     * @param bytes of the answer
     * @param patience how long to wait for room
     * @throws NoRoomForAnswer where there is none
     */
    public void send(long bytes, Duration patience) {
        if (reading != null) {
            reading.shrink(bytes);
        }
        if (sending == null && bytes > AnswerMemory.SMALL) {
            sending = memory.sending.take(holder, bytes, patience, end);
        }
        if (reading != null) {
            reading.close();
        }
    }

    /** The same for whoever holds the answer meanwhile. */
    public void send(long bytes) {
        send(bytes, SHORT);
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
