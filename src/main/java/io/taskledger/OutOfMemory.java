package io.taskledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends the process where it has run out of memory, however it was started: the threads that accept connections or fold events may have died of it, and
 * whoever watches the process starts it again. The option -XX:+ExitOnOutOfMemoryError does the same, where it is set, and sees each such error first.
 * Without it, those are seen that end a thread, fail a request, or are logged by whoever caught them.
 *
 * <p>Any lack ends the process: of heap, of space for classes, of direct buffers, without which no socket can be read, and of threads. An
 * error that tells that one array or text would be longer than any may be is none: it fails what asked for it. The JVM's option takes one
 * of these, "Requested array size exceeds VM limit", for a lack all the same.
 */
public final class OutOfMemory {

    /** Of a service; the same as that of the JVM's option. */
    public static final int EXIT_CODE = 3;

    private static final byte[] MESSAGE = """
            taskledger: out of memory: the process ends. What it answered is stored. Start it again, with a larger heap (-Xmx) if this comes again.
            """.getBytes(UTF_8);

    private static final int DEEPEST_CAUSE = 20;

    /** In bytes, given back before the end: what has to be done then needs some. */
    private static final int RESERVE = 2 * 1024 * 1024;

    private static final int TRIES = 100;

    /** In nanoseconds. What has to be done before the end may hang: standard error may be a pipe that nobody reads. */
    private static final long LONGEST_END = 2_000_000_000L;

    /** What the JDK says where a length is too large for an array, a text or an implementation, however much memory there is. */
    private static final List<String> TOO_LONG = List.of(
            "exceeds VM limit", "exceeds implementation limit", "too large", "out of range", "should be less than", "exceeds the maximum");

    private static final FileOutputStream STDERR = new FileOutputStream(FileDescriptor.err);

    private static final List<Runnable> BEFORE_THE_END = new CopyOnWriteArrayList<>();
    private static final AtomicBoolean ENDING = new AtomicBoolean();
    private static final CountDownLatch BEGUN = new CountDownLatch(1);

    private static volatile int exitCode = EXIT_CODE;
    private static volatile byte @Nullable [] reserve;

    private OutOfMemory() {}

    /** To be called first of all by {@code main}, and by no test: from then on the process ends by such an error. */
    static void endsThisProcess(int exitCode) {
        OutOfMemory.exitCode = exitCode;
        reserve = new byte[RESERVE];
        Thread.ofPlatform().daemon().name("out-of-memory").start(OutOfMemory::haltInTime); // there may be no memory for a thread later
        Thread.setDefaultUncaughtExceptionHandler(OutOfMemory::uncaught);
    }

    /**
     * Something else that must not stay behind.
     *
     * @param action needs hardly any memory, and waits for nothing
     * @return takes it back
     */
    public static Runnable before(Runnable action) {
        BEFORE_THE_END.add(action);
        return () -> BEFORE_THE_END.remove(action);
    }

    /** Ends the process where the failure is such an error, or was caused by one. */
    public static void endIfCauseOf(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            if (isLack(cause) && reserve != null && ENDING.compareAndSet(false, true)) {
                end();
            }
        }
    }

    /**
     * Whether the process lacks something, and no mere length was too large. An error without a message is one of a length: the JVM's own
     * have one.
     */
    static boolean isLack(Throwable failure) {
        if (!(failure instanceof OutOfMemoryError)) {
            return false;
        }
        String message = failure.getMessage();
        if (message == null) {
            return false;
        }
        for (int i = 0; i < TOO_LONG.size(); i++) { // an iterator needs memory
            if (message.contains(TOO_LONG.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** As the JVM tells of what nobody caught. */
    @SuppressWarnings("CatchAndPrintStackTrace")
    private static void uncaught(Thread thread, Throwable failure) {
        endIfCauseOf(failure);
        System.err.print("Exception in thread \"" + thread.getName() + "\" ");
        failure.printStackTrace();
    }

    /** Whatever is used here for the first time may need more memory than there is: so there is no lambda, and each action is tried again. */
    private static void end() {
        reserve = null;
        BEGUN.countDown();
        try {
            for (Runnable action : BEFORE_THE_END) {
                carryOut(action);
            }
            STDERR.write(MESSAGE);
        } catch (IOException | OutOfMemoryError _) {
            // nobody can be told
        } finally {
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private static void haltInTime() {
        try {
            BEGUN.await();
        } catch (InterruptedException _) {
            return; // nobody does
        }
        long began = System.nanoTime();
        for (long left = LONGEST_END; left > 0; left = LONGEST_END - (System.nanoTime() - began)) {
            LockSupport.parkNanos(left); // which needs no memory
        }
        Runtime.getRuntime().halt(exitCode);
    }

    private static void carryOut(Runnable action) {
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                action.run();
                return;
            } catch (RuntimeException | OutOfMemoryError _) {
                // other threads took what was given back, and fail, too
            }
        }
    }
}
