package io.taskledger.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.TestCluster;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The interleavings of {@link InterleavingsTest} do find a reader out that decides by a snapshot. In a cluster of its own: whoever
 * else takes a transaction id there, autovacuum included, may show the snapshot what it would have missed.
 */
class SnapshotReaderTest {

    @TempDir
    private Path folder;

    private TestCluster cluster;
    private EventStoreProcess process;
    private OrderedReader reader;
    private SnapshotReader weak;
    private OpenTransaction a;
    private OpenTransaction b;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster(folder.resolve("data"), "autovacuum", "off");
        process = new EventStoreProcess(EventStoreFixture.migrated(cluster.url()));
        await().until(process.store::isListening); // which takes an id, too
        OpenTransaction.prepareHolding(process);
        process.note("first");
        reader = process.engine.readerAfter(new GlobalSequenceTrackingToken(1));
        weak = new SnapshotReader(process, 1);
        a = new OpenTransaction(cluster.url());
        b = new OpenTransaction(cluster.url());
    }

    @AfterEach
    void stop() throws Exception {
        a.close();
        b.close();
        process.close();
        cluster.close();
    }

    @Test
    void it_loses_the_event_of_one_with_the_later_id_and_the_earlier_number() throws Exception {
        a.drawId();
        b.append("b");
        a.append("a").commit();
        weak.read();
        weak.read();
        b.commit();
        assertThat(weak.read()).containsExactly("a");
        assertThat(read()).containsExactly("b", "a");
    }

    @Test
    void it_loses_the_event_of_one_that_has_drawn_a_number_and_has_no_id_yet() throws Exception {
        try (var holder = new OpenTransaction(cluster.url())) {
            CompletableFuture<Void> held = b.appendHeldBack("b", holder);
            a.append("a").commit();
            weak.read();
            weak.read();
            holder.rollBack();
            held.join();
            b.commit();
            assertThat(weak.read()).containsExactly("a");
            assertThat(read()).containsExactly("b", "a");
        }
    }

    private List<String> read() {
        List<String> read = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            reader.next(100).forEach(event -> read.add(event.aggregateIdentifier()));
        }
        return read;
    }
}
