package io.taskledger.eventstore;

import java.util.List;

/**
 * How not to do it: passes a hole when its snapshot lists no running transaction. PostgreSQL lists those whose ids are below that
 * of the last that has ended.
 */
final class SnapshotReader {

    private final ModelEventTable table;
    private final List<ModelTransaction> byId;
    private long position;

    SnapshotReader(ModelEventTable table, List<ModelTransaction> byId, long position) {
        this.table = table;
        this.byId = byId;
        this.position = position;
    }

    List<Long> next() {
        List<Long> page = table.after(position, 9, 0).events().stream().map(StoredEvent::position).toList();
        boolean atHole = !page.isEmpty() && page.getFirst() > position + 1;
        if (page.isEmpty() || (atHole && listsRunning())) {
            return List.of();
        }
        position = page.getLast();
        return page;
    }

    private boolean listsRunning() {
        int lastEnded = byId.reversed().stream().filter(ModelTransaction::isOver).findFirst().map(byId::indexOf).orElse(-1);
        return byId.stream().limit(lastEnded + 1L).anyMatch(transaction -> !transaction.isOver());
    }
}
