package io.taskledger.query.projection;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

import java.util.ArrayList;
import java.util.List;

/** Gathers the events of one unit of work, which Axon hands over one by one, and folds them together before it commits. */
final class BatchingHandler implements EventMessageHandler {

    private final Projection projection;

    BatchingHandler(Projection projection) {
        this.projection = projection;
    }

    @Override
    public Object handle(EventMessage<?> message) {
        UnitOfWork<?> work = CurrentUnitOfWork.get().root();
        List<RecordedEvent> batch = work.getOrComputeResource(projection.name(), _ -> begin(work));
        batch.add(RecordedEvent.of(message));
        return message;
    }

    @Override
    public Class<?> getTargetType() {
        return projection.getClass();
    }

    private List<RecordedEvent> begin(UnitOfWork<?> work) {
        List<RecordedEvent> batch = new ArrayList<>();
        work.onPrepareCommit(_ -> projection.fold(batch));
        work.afterCommit(_ -> projection.committed(batch));
        return batch;
    }
}
