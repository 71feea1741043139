package io.taskledger.support;

import io.taskledger.query.projection.Column;
import io.taskledger.query.projection.Projection;
import io.taskledger.query.projection.RecordedEvent;
import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.util.List;

/** A projection of which nothing but its name is asked. */
public record NamedProjection(String name) implements Projection<String> {

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String definition() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean keepsHistory() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Column<String>> columns() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String taskColumn() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String read(ResultSet row) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String fold(@Nullable String before, RecordedEvent event) {
        throw new UnsupportedOperationException();
    }
}
