package io.taskledger.query.projection;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.List;
import java.util.Objects;

/** Delivers events to a projection as the feed does: a batch, a transaction. */
final class Folder {

    private final LiveFolding<?> folding;
    private final TransactionTemplate transaction;

    Folder(Projection<?> projection, JdbcTemplate database, JdbcTransactionManager transactions) {
        folding = new LiveFolding<>(projection, new DeadLetters(database), database);
        transaction = new TransactionTemplate(transactions);
    }

    /** Says how many tasks are parked then. */
    int fold(List<RecordedEvent> batch) {
        return Objects.requireNonNull(transaction.execute(_ -> folding.fold(batch.stream()
                .map(event -> new Delivery(event.position(), event.event().taskId().value(), event.version(), event.origin(), () -> event))
                .toList())));
    }
}
