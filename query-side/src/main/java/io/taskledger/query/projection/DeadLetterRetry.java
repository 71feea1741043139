package io.taskledger.query.projection;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Folds what waits behind dead letters, when what was wrong has been mended. */
@Component
public class DeadLetterRetry {

    /** Events of one task that are read at once. */
    private static final int PAGE = 500;

    private final DeadLetters deadLetters;
    private final PositionTable positions;
    private final EventSource events;
    private final JdbcTemplate database;
    private final TransactionOperations transaction;

    DeadLetterRetry(PositionTable positions, EventSource events, MaintenanceDatabase database) {
        this.positions = positions;
        this.events = events;
        deadLetters = new DeadLetters(database.statements());
        this.database = database.statements();
        transaction = database.transaction();
    }

    /** Tries all parked tasks of the projection, each by itself, in the order of the events at which they are parked. */
    public Outcome retry(Projection<?> projection) {
        List<DeadLetters.DeadLetter> parked = deadLetters.first(projection, Integer.MAX_VALUE);
        LiveFolding<?> folding = new LiveFolding<>(projection, deadLetters, database);
        int released = 0;
        for (DeadLetters.DeadLetter letter : parked) {
            released += Boolean.TRUE.equals(transaction.execute(_ -> retry(projection, folding, letter.taskId()))) ? 1 : 0;
        }
        return new Outcome(parked.size(), released, parked.size() - released);
    }

    /** While its position is locked, the projection's feed neither folds an event of the task nor leaves one out. */
    private boolean retry(Projection<?> projection, LiveFolding<?> folding, UUID task) {
        long position = positions.lock(projection);
        return folding.foldAgain(task, () -> waiting(projection, task, position));
    }

    private List<Delivery> waiting(Projection<?> projection, UUID task, long upTo) {
        List<Delivery> waiting = new ArrayList<>();
        long version = versionOf(projection, task);
        EventSource.Page page = events.ofTask(new EventSource.Place(task.toString(), version), upTo, PAGE);
        while (page.end() != null) {
            waiting.addAll(page.deliveries());
            page = events.ofTask(page.end(), upTo, PAGE);
        }
        return waiting;
    }

    private long versionOf(Projection<?> projection, UUID task) {
        Folded<?> row = new ProjectionTable<>(projection, projection.table(), database).load(List.of(task)).get(task);
        return row == null ? -1 : row.version();
    }

    /** @param failed tasks that are parked still */
    public record Outcome(int retried, int released, int failed) {}
}
