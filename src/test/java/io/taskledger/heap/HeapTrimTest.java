package io.taskledger.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.OtherJvm;
import org.junit.jupiter.api.Test;

import java.io.IOException;

class HeapTrimTest {

    private static final long START = 50_000_000;
    private static final long LITTLE = 1_000_000;

    private final Heap heap = new Heap();

    @Test
    void growth_since_the_start_is_collected() {
        heap.used = START + HeapTrim.GROWTH;
        HeapTrim.trim(heap, START);
        assertThat(heap.collections).isZero();

        heap.used += 1;
        HeapTrim.trim(heap, START);
        assertThat(heap.collections).isEqualTo(1);
    }

    @Test
    void what_lives_is_not_collected_again_and_again() {
        heap.left = START + 5 * HeapTrim.GROWTH;
        heap.used = heap.left + LITTLE;
        HeapTrim.trim(heap, START);
        assertThat(heap.collections).isZero();
    }

    /** Its name is the JVM's own; where that changes, nothing would be collected any more. */
    @Test
    void the_serial_collector_has_an_old_generation() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(OtherJvm.command(Present.class)).inheritIO().start().waitFor()).isZero();
    }

    /** Ends with 0 where its own JVM, whose collector is the serial one, has an old generation. */
    static final class Present {

        private Present() {}

        public static void main(String[] arguments) {
            System.exit(OldGeneration.ofThisProcess().filter(old -> old.used() >= 0 && old.usedAfterCollection() >= 0).isPresent() ? 0 : 1);
        }
    }

    private static final class Heap implements OldGeneration {

        long used;
        long left;
        int collections;

        @Override
        public long used() {
            return used;
        }

        @Override
        public long usedAfterCollection() {
            return left;
        }

        @Override
        public void collect() {
            collections++;
        }
    }
}
