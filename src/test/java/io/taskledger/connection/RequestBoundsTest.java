package io.taskledger.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.kernel.AnswerMemory;
import io.taskledger.kernel.HeapForClients;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBoundsTest {

    private static final long MIB = 1024 * 1024;

    /** Measured after a full collection, when a crowd has left. */
    private static final long OF_THE_SERVICE_ITSELF = 65 * MIB;

    /** Of what {@code -Xmx} gives, the serial collector keeps a part empty. */
    @ParameterizedTest
    @ValueSource(longs = {128, 256, 512, 4096})
    void a_crowd_of_all_kinds_fits_into_the_heap_beside_the_service_itself(long mebibytes) {
        long heap = mebibytes * MIB * 96 / 100;
        var forClients = HeapForClients.of(heap);
        long crowd = (long) RequestBounds.mostUnderWay(forClients) * RequestBounds.BYTES_OF_A_REQUEST
                + (long) RequestBounds.mostConnections(forClients) * RequestBounds.BYTES_OF_A_CONNECTION
                + AnswerMemory.forReading(forClients)
                + AnswerMemory.forSending(forClients);
        assertThat(crowd + OF_THE_SERVICE_ITSELF).isLessThan(heap);
    }
}
