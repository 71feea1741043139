package io.taskledger.database;

import io.taskledger.query.projection.Projection;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;

/** An entity that names a projection as its table reads the table of the projection's version. */
@Component
class ProjectionTableNames extends PhysicalNamingStrategySnakeCaseImpl {

    private final transient List<Projection<?>> projections;

    ProjectionTableNames(List<Projection<?>> projections) {
        this.projections = projections;
    }

    @Override
    public @Nullable Identifier toPhysicalTableName(@Nullable Identifier logicalName, JdbcEnvironment environment) {
        return logicalName == null ? null : projections.stream()
                .filter(projection -> projection.name().equals(logicalName.getText()))
                .findFirst()
                .map(projection -> Identifier.toIdentifier(projection.table()))
                .orElseGet(() -> super.toPhysicalTableName(logicalName, environment));
    }
}
