package io.taskledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.OtherJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class OutOfMemoryEndTest {

    private static final int MINUTE = 60;

    /** Nobody reads what this process writes: a pipe holds 64 KiB on Linux. */
    @Test
    void a_process_whose_standard_error_nobody_reads_ends_too() throws Exception {
        Process process = new ProcessBuilder(OtherJvm.command(Unheard.class)).start();
        try {
            assertThat(process.waitFor(MINUTE, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(OutOfMemory.EXIT_CODE);
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Java heap space", "GC overhead limit exceeded", "Metaspace", "Compressed class space",
        "unable to create native thread: possibly out of memory or process/resource limits reached",
        "Cannot reserve 8192 bytes of direct buffer memory (allocated: 1, limit: 2)"
    })
    void what_the_process_lacks_ends_it(String message) {
        assertThat(OutOfMemory.isLack(new OutOfMemoryError(message))).isTrue();
    }

    @Test
    void a_length_that_is_too_large_does_not() {
        assertThat(OutOfMemory.isLack(new OutOfMemoryError("Requested array size exceeds VM limit"))).isFalse();
        assertThat(OutOfMemory.isLack(new OutOfMemoryError("Required length exceeds implementation limit"))).isFalse();
        assertThat(OutOfMemory.isLack(new OutOfMemoryError("Required array size too large"))).isFalse();
        assertThat(OutOfMemory.isLack(new OutOfMemoryError())).isFalse();
    }

    static final class Unheard {

        private static final int PIPE = 64 * 1024;
        private static final int WRITTEN_AT_ONCE = 4096;

        private Unheard() {}

        public static void main(String[] arguments) throws Exception {
            OutOfMemory.endsThisProcess(OutOfMemory.EXIT_CODE);
            var full = new CountDownLatch(PIPE / WRITTEN_AT_ONCE);
            Thread.ofPlatform().daemon().start(() -> fill(full));
            full.await();
            OutOfMemory.endIfCauseOf(new IllegalStateException(new OutOfMemoryError("Java heap space")));
        }

        private static void fill(CountDownLatch full) {
            var error = new FileOutputStream(FileDescriptor.err);
            try {
                while (true) {
                    error.write(new byte[WRITTEN_AT_ONCE]);
                    full.countDown();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
