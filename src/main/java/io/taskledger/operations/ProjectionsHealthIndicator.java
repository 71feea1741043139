package io.taskledger.operations;

import io.taskledger.query.projection.Projection;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.util.List;

/** Not ready while a projection is so far behind the events that its readers would miss much. */
@Component
class ProjectionsHealthIndicator extends AbstractHealthIndicator {

    /** In events; at most a second or two of folding. */
    private static final long TOO_FAR_BEHIND = 10_000;

    private static final String EVENTS_BEHIND = """
            select (select coalesce(max(global_index), 0) from domain_event_entry)
                - coalesce((select coalesce(token::jsonb ->> 'index', token::jsonb ->> 'globalIndex')::bigint from token_entry where processor_name = ? and segment = 0), 0)
            """;

    private final JdbcClient database;
    private final List<Projection> projections;

    ProjectionsHealthIndicator(JdbcClient database, List<Projection> projections) {
        this.database = database;
        this.projections = projections;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.up();
        for (Projection projection : projections) {
            long behind = Math.max(0, database.sql(EVENTS_BEHIND).param(projection.name()).query(Long.class).single());
            health.withDetail(projection.name(), behind);
            if (behind > TOO_FAR_BEHIND) {
                health.outOfService();
            }
        }
    }
}
