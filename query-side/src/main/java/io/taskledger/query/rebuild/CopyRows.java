package io.taskledger.query.rebuild;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.taskledger.query.projection.Column;
import io.taskledger.query.projection.Folded;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Adds rows to a projection's table as fast as PostgreSQL takes them: {@code COPY}, in its text format. */
final class CopyRows<S> {

    private final List<Column<S>> columns;
    private final String copy;
    private final JdbcTemplate database;

    CopyRows(List<Column<S>> columns, String table, JdbcTemplate database) {
        this.columns = columns;
        this.database = database;
        copy = "copy " + table + " (" + columns.stream().map(Column::name).collect(joining(", ")) + ") from stdin";
    }

    void add(List<Folded<S>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        var text = new StringBuilder(rows.size() * 256);
        rows.forEach(row -> appendRow(text, row.state()));
        byte[] bytes = text.toString().getBytes(UTF_8); // the driver would encode a reader's text piece by piece, and split pairs of surrogates
        database.execute((ConnectionCallback<Long>) connection -> {
            try {
                return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy, new ByteArrayInputStream(bytes));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void appendRow(StringBuilder text, S state) {
        char separator = 0;
        for (Column<S> column : columns) {
            if (separator != 0) {
                text.append(separator);
            }
            separator = '\t';
            appendValue(text, column.value().apply(state));
        }
        text.append('\n');
    }

    /** Of the characters that mean something in this format, only these can be in a value (PostgreSQL, COPY, Text Format). */
    private static void appendValue(StringBuilder text, @Nullable Object value) {
        if (value == null) {
            text.append("\\N");
            return;
        }
        String plain = value.toString();
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(c);
            }
        }
    }
}
