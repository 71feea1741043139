package io.taskledger.query.projection;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Statements that set {@link TransactionTimeouts#FOLDING} first, in the same round trip, for the rest of their transaction. */
public final class BoundedStatements {

    private final JdbcTemplate database;

    /** @param database in the transaction of the caller */
    public BoundedStatements(JdbcTemplate database) {
        this.database = database;
    }

    /** How many rows the statement changed. */
    int update(String sql, @Nullable Object... parameters) {
        return after(sql, PreparedStatement::getUpdateCount, parameters);
    }

    public <T> List<T> query(String sql, Row<T> row, @Nullable Object... parameters) {
        return after(sql, statement -> {
            List<T> found = new ArrayList<>();
            for (ResultSet rows = statement.getResultSet(); rows.next();) {
                found.add(row.read(rows));
            }
            return found;
        }, parameters);
    }

    private <T> T after(String sql, PreparedStatementCallback<T> second, @Nullable Object... parameters) {
        T result = database.execute(TransactionTimeouts.FOLDING.sql() + ";\n" + sql, (PreparedStatementCallback<T>) statement -> {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
            statement.getMoreResults();
            return second.doInPreparedStatement(statement);
        });
        return Objects.requireNonNull(result);
    }

    /** Reads one row. */
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }
}
