package io.taskledger.query.projection;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A table that is folded from the events of tasks. This says what is in it; what surrounds it makes the table, feeds it, keeps its
 * position, lets commands wait for it, rebuilds it, and watches over it. To be declared as a bean that needs no other.
 *
 * @param <S> what a row says: a task's state for this projection, from which the next event leads to the next state
 */
public interface Projection<S> {

    /** What it is called: lower case, short enough for the names of its indexes. */
    String name();

    /** Of the logic, from 1. Another one has another table, and is built beside the one before it. */
    int version();

    /**
     * The statements that make its table and all that belongs to it, the table first: they call it {@link #table}, name no schema, and end each
     * with a semicolon. What has once been released stays as it is: a change is a new version, or comes with a migration
     * that brings what is there to the same.
     */
    String definition();

    /** Whether every event has a row of its own, rather than every task. */
    boolean keepsHistory();

    /**
     * All of them, as the definition has them, with {@link #taskColumn} and {@code version}, the task's after the event. One called {@code user_id}
     * says whose the row is: {@link RowSecurity} then lets that user's queries read it. Without one, no query can read the table.
     */
    List<Column<S>> columns();

    /** The column, a uuid, that says whose row it is; with {@code version} beside it, or alone, it is the primary key. */
    String taskColumn();

    /** The state that a row says. */
    S read(ResultSet row) throws SQLException;

    /**
     * The state after one more event; has no other effect.
     *
     * @param before after the event before, null where this is the task's first
     */
    S fold(@Nullable S before, RecordedEvent event);

    /** Whether an operator means it who says this: its name, or its table's. */
    default boolean isCalled(String said) {
        return said.equals(name()) || said.equals(table());
    }

    /** Of the table, and of the position that goes with it. */
    default String table() {
        return version() == 1 ? name() : name() + "_" + version();
    }
}
