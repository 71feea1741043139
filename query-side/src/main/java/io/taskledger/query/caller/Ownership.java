package io.taskledger.query.caller;

import io.taskledger.kernel.NoSuchTask;
import io.taskledger.kernel.NotTheOwner;
import io.taskledger.kernel.Rejection;
import io.taskledger.kernel.TaskId;
import io.taskledger.query.projection.Projection;
import io.taskledger.query.projection.RowSecurity;
import org.springframework.stereotype.Component;

/** The one thing that callers may know of tasks that they are not shown. */
@Component
public class Ownership {

    private final CallerDatabase database;

    Ownership(CallerDatabase database) {
        this.database = database;
    }

    /**
     * Says, in the caller's transaction, why they are not shown a task: it is another user's, or nobody's that the projection knows of. Not
     * whether there is one at all: their own may have come since.
     */
    public Rejection rejection(Projection<?> projection, TaskId task) {
        boolean anothers = database.client()
                .sql("select " + RowSecurity.ofAnother(projection) + "(?)")
                .param(task.value())
                .query(Boolean.class)
                .single();
        return anothers ? new NotTheOwner() : new NoSuchTask();
    }
}
