package io.taskledger.query.rebuild;

import io.taskledger.query.projection.MaintenanceDatabase;
import io.taskledger.query.projection.Projection;
import io.taskledger.query.projection.RowSecurity;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The table that is built beside the one that queries read: of the same name, in a schema of its own, so that moving it is all there is to do. */
final class Scratch {

    static final String SCHEMA = "projection_rebuild";

    private final Projection<?> projection;
    private final MaintenanceDatabase database;
    private final List<String> definition;

    Scratch(Projection<?> projection, MaintenanceDatabase database) {
        this.projection = projection;
        this.database = database;
        definition = Stream.of(projection.definition().split(";\\s*(\n|$)")).filter(statement -> !statement.isBlank()).toList();
    }

    String table() {
        return SCHEMA + "." + projection.table();
    }

    /** Where a comparison notes rows. */
    String noted() {
        return table() + "_noted";
    }

    /** The empty table, without what makes it slow to fill. In the caller's transaction, as all here. */
    void create() {
        drop();
        inItsSchema(definition.getFirst());
    }

    boolean exists() {
        return Boolean.TRUE.equals(database.statements().queryForObject("select to_regclass(?) is not null", Boolean.class, table()));
    }

    /** All else that belongs to it. */
    void complete() {
        database.statements().execute("set local maintenance_work_mem = '128MB'");
        definition.stream().skip(1).forEach(this::inItsSchema);
    }

    void drop() {
        database.statements().execute("drop table if exists " + table() + ", " + noted());
    }

    /** Takes the place of the one that queries read, which is gone then: it is guarded like that one, whichever release has begun to build it. */
    void takePlace() {
        String schema = Objects.requireNonNull(database.statements().queryForObject("select current_schema()", String.class));
        RowSecurity.statements(projection, table()).forEach(database.statements()::execute);
        database.statements().execute("drop table " + projection.table());
        database.statements().execute("alter table " + table() + " set schema \"" + schema.replace("\"", "\"\"") + "\"");
    }

    private void inItsSchema(String statement) {
        database.statements().execute("select set_config('taskledger.search_path', current_setting('search_path'), true)");
        database.statements().execute("select set_config('search_path', '" + SCHEMA + ", ' || current_setting('search_path'), true)");
        database.statements().execute(statement);
        database.statements().execute("select set_config('search_path', current_setting('taskledger.search_path'), true)");
    }
}
