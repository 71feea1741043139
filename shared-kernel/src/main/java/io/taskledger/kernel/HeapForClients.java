package io.taskledger.kernel;

/**
 * The memory of this process that may be held for those whom it serves, and which is divided between its parts.
 *
 * @param bytes in all
 */
public record HeapForClients(long bytes) {

    /** The service's own. Measured: 50 MB once it has served some thousand requests, and 15 of what Tomcat keeps to use it again. */
    private static final long OWN = 64L * 1024 * 1024;

    public static HeapForClients ofThisProcess() {
        return of(Runtime.getRuntime().maxMemory());
    }

    /** @param heap of a process, in bytes; half of it at least is for clients, though so small a heap may be too small */
    public static HeapForClients of(long heap) {
        return new HeapForClients(Math.max(heap - OWN, heap / 2));
    }

    /** How many that take so many bytes each fit into one of so many equal parts. */
    public int room(int parts, int bytesOfEach) {
        return (int) Math.min(Integer.MAX_VALUE, bytes / parts / bytesOfEach);
    }
}
