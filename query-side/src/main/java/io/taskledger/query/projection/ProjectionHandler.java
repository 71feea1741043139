package io.taskledger.query.projection;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gathers the events of one unit of work, which Axon hands over one by one, folds them together before it commits, and says then
 * how far the projection is.
 */
final class ProjectionHandler implements EventMessageHandler {

    private static final String TELL = "with extended as (%s) select pg_notify('%s', ?)"
            .formatted(ProjectionTokens.EXTEND_AFTER_LONG_BATCH, ProjectionProgress.CHANNEL);

    private final Projection<?> projection;
    private final LiveFolding<?> folding;
    private final ProjectionProgress progress;
    private final JdbcTemplate database;

    ProjectionHandler(Projection<?> projection, DeadLetters deadLetters, ProjectionProgress progress, JdbcTemplate database) {
        this.projection = projection;
        this.progress = progress;
        this.database = database;
        folding = new LiveFolding<>(projection, deadLetters, database);
    }

    @Override
    public Object handle(EventMessage<?> message) {
        UnitOfWork<?> work = CurrentUnitOfWork.get().root();
        Batch batch = work.getOrComputeResource(projection.table(), _ -> begin(work));
        batch.add(message);
        return message;
    }

    @Override
    public Class<?> getTargetType() {
        return projection.getClass();
    }

    private Batch begin(UnitOfWork<?> work) {
        var batch = new Batch();
        work.onPrepareCommit(_ -> batch.fold());
        work.afterCommit(_ -> batch.done().ifPresent(progress::advance));
        return batch;
    }

    /** And has the claim begin anew where the batch took long. */
    static void tell(JdbcTemplate database, Progress now) {
        database.query(TELL, _ -> {}, now.projection(), now.text());
    }

    private final class Batch {

        private final List<Delivery> deliveries = new ArrayList<>();
        private long position;
        private Optional<Progress> done = Optional.empty();

        void add(EventMessage<?> message) {
            position = ((TrackedEventMessage<?>) message).trackingToken().position().orElseThrow();
            Delivery.of(message).ifPresent(deliveries::add);
        }

        /** There is one transaction at a time that says something, so that the lock a NOTIFY takes at commit delays nobody. */
        void fold() {
            var now = new Progress(projection.table(), position, folding.fold(deliveries));
            tell(database, now);
            done = Optional.of(now);
        }

        Optional<Progress> done() {
            return done;
        }
    }
}
