package io.taskledger.query.projection;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** A projection's table, or one of the same shape in another schema, as it is folded into: a batch in one statement. */
public final class ProjectionTable<S> {

    private final Projection<S> projection;
    private final JdbcOperations database;
    private final String load;
    private final String store;

    /** @param table its name, with its schema where it is not the one that queries read */
    public ProjectionTable(Projection<S> projection, String table, JdbcOperations database) {
        this.projection = projection;
        this.database = database;
        load = load(projection, table);
        store = store(projection, table);
    }

    /** The last state of each of the tasks that has one. */
    public Map<UUID, Folded<S>> load(Collection<UUID> tasks) {
        if (tasks.isEmpty()) {
            return Map.of();
        }
        return database
                .query(
                        connection -> {
                            PreparedStatement statement = connection.prepareStatement(load);
                            statement.setArray(1, connection.createArrayOf("uuid", tasks.toArray()));
                            return statement;
                        },
                        (row, _) -> new Folded<>(row.getObject(projection.taskColumn(), UUID.class), row.getLong("version"), projection.read(row)))
                .stream()
                .collect(toMap(Folded::task, Function.identity()));
    }

    /** Stores the rows; where one is there of the same version or a later one, that stays. */
    public void store(List<Folded<S>> rows) {
        if (!rows.isEmpty()) {
            database.update(connection -> storing(connection, rows));
        }
    }

    private PreparedStatement storing(Connection connection, List<Folded<S>> rows) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(store);
        int parameter = 1;
        for (Column<S> column : projection.columns()) {
            String[] values = rows.stream().map(row -> text(column.value().apply(row.state()))).toArray(String[]::new);
            statement.setArray(parameter++, connection.createArrayOf(column.type(), values));
        }
        return statement;
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

    private static String store(Projection<?> projection, String table) {
        return """
                insert into %s as old (%s)
                select * from unnest(%s)
                on conflict (%s) do %s
                """.formatted(
                        table,
                        names(projection).collect(joining(", ")),
                        projection.columns().stream().map(column -> "?::" + column.type() + "[]").collect(joining(", ")),
                        projection.keepsHistory() ? projection.taskColumn() + ", version" : projection.taskColumn(),
                        projection.keepsHistory() ? "nothing" : "update set " + assignments(projection) + " where old.version < excluded.version");
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
