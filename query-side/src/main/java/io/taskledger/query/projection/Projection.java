package io.taskledger.query.projection;

import java.util.List;

/** A table that is folded from the events. */
public interface Projection {

    /** The name, of the projection and of its processor; a later version of the logic has the version in it: {@code tasks_2}. */
    String name();

    /**
     * Folds the events, which are in order, into the table. Runs in the transaction that also stores the position, and may
     * be given events that it has had before.
     */
    void fold(List<RecordedEvent> batch);

    /** Called when what {@link #fold} did with the events is committed. */
    void committed(List<RecordedEvent> batch);
}
