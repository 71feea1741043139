package io.taskledger.query.caller;

import io.taskledger.kernel.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessResourceException;

/** A caller's question, which may take several queries: all of them in one epoch of the event store. */
final class Entry {

    private final UserId caller;
    private @Nullable String epoch;

    Entry(UserId caller) {
        this.caller = caller;
    }

    UserId caller() {
        return caller;
    }

    /** The name of the epoch in which the question was answered, empty for the first, and for a question without a query. */
    String epoch() {
        return epoch == null ? "" : epoch;
    }

    /**
     * Says in which epoch a query was carried out.
     *
     * @throws TransientDataAccessResourceException where the question's query before was carried out in another
     */
    void enter(String name) {
        if (epoch != null && !epoch.equals(name)) {
            throw new TransientDataAccessResourceException("a new epoch of the event store began between two queries of a question");
        }
        epoch = name;
    }
}
