package io.taskledger.query.projection;

import static java.util.stream.Collectors.joining;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCallback;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** A projection's table, or one of the same shape in another schema, as it is folded into: a batch in one statement. */
public final class ProjectionTable<S> {

    private final Projection<S> projection;
    private final JdbcOperations database;
    private final String load;
    private final String table;

    /** @param table its name, with its schema where it is not the one that queries read */
    public ProjectionTable(Projection<S> projection, String table, JdbcOperations database) {
        this.projection = projection;
        this.database = database;
        this.table = table;
        load = load(projection, table);
    }

    /** The last state of each of the tasks that has one. */
    public Map<UUID, Folded<S>> load(Collection<UUID> tasks) {
        if (tasks.isEmpty()) {
            return Map.of();
        }
        return Objects.requireNonNull(database.execute(load, (PreparedStatementCallback<Map<UUID, Folded<S>>>) statement -> {
            bindTasks(statement, 1, tasks);
            return states(statement.executeQuery());
        }));
    }

    /** The statement that finds the last states of some tasks, of one parameter. */
    String loading() {
        return load;
    }

    static void bindTasks(PreparedStatement statement, int parameter, Collection<UUID> tasks) throws SQLException {
        statement.setArray(parameter, statement.getConnection().createArrayOf("uuid", tasks.toArray()));
    }

    /** Reads what {@link #loading} has found. */
    Map<UUID, Folded<S>> states(ResultSet row) throws SQLException {
        Map<UUID, Folded<S>> states = new HashMap<>();
        while (row.next()) {
            UUID task = row.getObject(projection.taskColumn(), UUID.class);
            states.put(task, new Folded<>(task, row.getLong("version"), projection.read(row)));
        }
        return states;
    }

    /** Stores the rows; where one is there of the same version or a later one, that stays. */
    public void store(List<Folded<S>> rows) {
        if (!rows.isEmpty()) {
            database.execute(storing("true"), (PreparedStatementCallback<Boolean>) statement -> {
                bindRows(statement, 1, rows);
                return statement.execute();
            });
        }
    }

    /**
     * The statement that stores rows, of {@link #parameters} parameters.
     *
     * @param condition on which it stores any
     */
    String storing(String condition) {
        return """
                insert into %s as old (%s)
                select * from unnest(%s) where %s
                on conflict (%s) do %s""".formatted(
                        table,
                        names(projection).collect(joining(", ")),
                        projection.columns().stream().map(column -> "?::" + column.type() + "[]").collect(joining(", ")),
                        condition,
                        projection.keepsHistory() ? projection.taskColumn() + ", version" : projection.taskColumn(),
                        projection.keepsHistory() ? "nothing" : "update set " + assignments(projection) + " where old.version < excluded.version");
    }

    int parameters() {
        return projection.columns().size();
    }

    void bindRows(PreparedStatement statement, int first, List<Folded<S>> rows) throws SQLException {
        int parameter = first;
        for (Column<S> column : projection.columns()) {
            String[] values = rows.stream().map(row -> text(column.value().apply(row.state()))).toArray(String[]::new);
            statement.setArray(parameter++, statement.getConnection().createArrayOf(column.type(), values));
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** Whatever the table keeps of a task, its last row is found by the primary key. */
    private static String load(Projection<?> projection, String table) {
        return """
                select found.*
                from unnest(?::uuid[]) as wanted (task)
                cross join lateral (select * from %s where %s = wanted.task order by version desc limit 1) as found
                """.formatted(table, projection.taskColumn());
    }

    private static String assignments(Projection<?> projection) {
        return names(projection)
                .filter(name -> !name.equals(projection.taskColumn()))
                .map(name -> name + " = excluded." + name)
                .collect(joining(", "));
    }

    private static Stream<String> names(Projection<?> projection) {
        return projection.columns().stream().map(Column::name);
    }
}
