package io.taskledger.query.projection;

import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Has Flyway make a projection's table of its {@link Projection#definition}, which a rebuild uses too: once, after the migrations
 * that have numbers. A table that one of those has made is left as it is.
 */
public final class ProjectionMigration implements JavaMigration {

    private final Projection<?> projection;

    public ProjectionMigration(Projection<?> projection) {
        this.projection = projection;
    }

    /** None: it is what Flyway calls repeatable, and its checksum stays the same. */
    @Override
    public @Nullable MigrationVersion getVersion() {
        return null;
    }

    @Override
    public String getDescription() {
        return "projection " + projection.table();
    }

    @Override
    public Integer getChecksum() {
        return projection.version();
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        if (!exists(context)) {
            try (Statement statement = context.getConnection().createStatement()) {
                statement.execute(projection.definition());
            }
        }
    }

    private boolean exists(Context context) throws SQLException {
        try (PreparedStatement statement = context.getConnection().prepareStatement("select to_regclass(?) is not null")) {
            statement.setString(1, projection.table());
            try (ResultSet found = statement.executeQuery()) {
                return found.next() && found.getBoolean(1);
            }
        }
    }
}
