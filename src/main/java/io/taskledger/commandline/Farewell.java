package io.taskledger.commandline;

import java.util.concurrent.locks.LockSupport;

/** Says something if the process is interrupted while this is open; and nothing else is said by the thread that has it open then. */
final class Farewell implements AutoCloseable {

    private final Thread hook;

    Farewell(Runnable words) {
        hook = new Thread(words, "farewell");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) { // the process is ending
            while (true) {
                LockSupport.park();
            }
        }
    }
}
