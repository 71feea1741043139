package io.taskledger.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.List;

/** The most of the heap that was taken, looked at now and then. */
final class HeapPeak implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(5);

    private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
            .toList();
    private final Thread sampler = Thread.ofPlatform().daemon().name("heap-sampler").unstarted(this::look);
    private volatile long used;
    private volatile long live;

    private HeapPeak() {}

    static HeapPeak sample() {
        System.gc();
        var peak = new HeapPeak();
        peak.sampler.start();
        return peak;
    }

    private void look() {
        try {
            while (true) {
                used = Math.max(used, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
                live = Math.max(live, pools.stream().mapToLong(pool -> pool.getCollectionUsage().getUsed()).sum());
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** With what could have been thrown away: it fills the heap that there is. */
    long used() {
        return used;
    }

    /** What the last collection had left. */
    long live() {
        return live;
    }

    @Override
    public void close() {
        sampler.interrupt();
    }
}
