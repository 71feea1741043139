package io.taskledger.eventstore;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * How not to do it, so that tests can show that they notice: at a hole it waits until all transactions that a snapshot knows of
 * have ended, and goes on. A transaction that has drawn a position may have no id yet, or one above all that the snapshot knows.
 */
final class SnapshotReader {

    private final EventStoreProcess process;
    private final List<String> texts = new ArrayList<>();
    private long position;
    private @Nullable Long upTo;

    SnapshotReader(EventStoreProcess process, long position) {
        this.process = process;
        this.position = position;
    }

    /** Everything it has found so far. */
    List<String> read() {
        boolean holeIsOver = upTo != null && upTo <= snapshot("pg_snapshot_xmin");
        for (StoredEvent event : new PostgresEventTable(process.engine.database()).after(position, 100, 0).events()) {
            if (event.position() > position + 1 && !holeIsOver) {
                upTo = snapshot("pg_snapshot_xmax");
                return texts;
            }
            position = event.position();
            texts.add(event.aggregateIdentifier());
        }
        upTo = null;
        return texts;
    }

    private long snapshot(String bound) {
        Long id = process.transactions.execute(_ -> process.sql.queryForObject("select %s(pg_current_snapshot())::text::bigint".formatted(bound), Long.class));
        return id == null ? 0 : id;
    }
}
