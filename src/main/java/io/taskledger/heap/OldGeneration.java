package io.taskledger.heap;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.Optional;

/** The old generation of the serial collector; all sizes in bytes. Other collectors give memory back by themselves. */
interface OldGeneration {

    long used();

    /** How much the last collection of the whole heap left; 0 before the first. */
    long usedAfterCollection();

    /** Collects the whole heap, upon which the JVM gives back what is free beyond {@code MaxHeapFreeRatio}. */
    void collect();

    static Optional<OldGeneration> ofThisProcess() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Tenured Gen"))
                .findFirst()
                .map(Serial::new);
    }

    /** @param pool of the serial collector */
    record Serial(MemoryPoolMXBean pool) implements OldGeneration {

        @Override
        public long used() {
            return pool.getUsage().getUsed();
        }

        @Override
        public long usedAfterCollection() {
            MemoryUsage left = pool.getCollectionUsage();
            return left == null ? 0 : left.getUsed();
        }

        @Override
        public void collect() {
            System.gc();
        }
    }
}
