package io.taskledger.eventstore;

import java.util.ArrayList;
import java.util.List;

/**
 * A transaction of {@link ModelEventTable}. When it ends, its rows are seen or gone first; its locks go with {@link #release}, a
 * moment later.
 */
final class ModelTransaction {

    private final ModelEventTable table;
    private final int backend;
    private final List<Long> drawn = new ArrayList<>();

    private String id;
    private boolean locks;
    private boolean prepared;
    private boolean over;

    private boolean savepoint;
    private boolean lockedAtSavepoint;
    private int drawnAtSavepoint;

    ModelTransaction(ModelEventTable table, int backend, int number) {
        this.table = table;
        this.backend = backend;
        this.id = backend + "/" + number;
    }

    void lock() {
        if (mayWork()) {
            locks = true;
        }
    }

    void draw() {
        if (mayWork()) {
            locks = true;
            drawn.add(table.drawNumber());
        }
    }

    void setSavepoint() {
        if (mayWork()) {
            savepoint = true;
            lockedAtSavepoint = locks;
            drawnAtSavepoint = drawn.size();
        }
    }

    /** The savepoint stays, as PostgreSQL's does. */
    void rollBackToSavepoint() {
        if (mayWork() && savepoint) {
            locks = lockedAtSavepoint;
            drawn.subList(drawnAtSavepoint, drawn.size()).clear();
        }
    }

    void prepare(boolean underAnotherId) {
        if (mayWork()) {
            prepared = true;
            renameIf(underAnotherId);
        }
    }

    /** What is prepared comes back after a restart. */
    void recover() {
        renameIf(true);
    }

    private void renameIf(boolean renamed) {
        if (renamed) {
            id = "-1/" + table.nextNumber();
        }
    }

    void commit() {
        if (!over) {
            table.show(drawn);
            end();
        }
    }

    void rollBack() {
        if (!over) {
            end();
        }
    }

    /** The number goes from the id when the commit can be seen, before the locks go. */
    private void end() {
        over = true;
        drawn.clear();
        id = prepared ? id : backend + "/0";
    }

    void release() {
        if (over) {
            table.forget(this);
        }
    }

    String id() {
        return id;
    }

    /** None, once it is prepared. */
    int backend() {
        return prepared ? 0 : backend;
    }

    boolean locks() {
        return locks;
    }

    boolean isPrepared() {
        return prepared;
    }

    boolean isOver() {
        return over;
    }

    /** What it may yet commit. */
    List<Long> drawn() {
        return drawn;
    }

    private boolean mayWork() {
        return !over && !prepared;
    }
}
