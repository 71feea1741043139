package io.taskledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends the process where it has run out of memory, however it was started: the threads that accept connections or fold events may have died of it, and
 * whoever watches the process starts it again. The option -XX:+ExitOnOutOfMemoryError does the same, where it is set, and sees each such error first.
 * Without it, those are seen that end a thread, fail a request, or are logged by whoever caught them.
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

    private static final FileOutputStream STDERR = new FileOutputStream(FileDescriptor.err);

    private static final List<Runnable> BEFORE_THE_END = new CopyOnWriteArrayList<>();
    private static final AtomicBoolean ENDING = new AtomicBoolean();

    private static volatile int exitCode = EXIT_CODE;
    private static volatile byte @Nullable [] reserve;

    private OutOfMemory() {}

    /** To be called first of all by {@code main}, and by no test: from then on the process ends by such an error. */
    static void endsThisProcess(int exitCode) {
        OutOfMemory.exitCode = exitCode;
        reserve = new byte[RESERVE];
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
            if (cause instanceof OutOfMemoryError && reserve != null && ENDING.compareAndSet(false, true)) {
                end();
            }
        }
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
