package io.taskledger.query.projection;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.OptionalLong;

/** The positions of all projections, those of other releases too: Axon's tokens, read as numbers. */
@Component
public class PositionTable {

    private static final String POSITION = "coalesce(token::jsonb ->> 'globalIndex', token::jsonb ->> 'index')::bigint";

    private final JdbcClient database;

    PositionTable(MaintenanceDatabase database) {
        this.database = database.client();
    }

    /** Nothing where it has never been started, so that its table is still to be built. */
    public OptionalLong of(Projection<?> projection) {
        return database.sql("select " + POSITION + " from token_entry where processor_name = ? and segment = 0")
                .param(projection.table())
                .query(Long.class)
                .list()
                .stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** Reads the position, and keeps the feed from storing another until the transaction ends. */
    long lock(Projection<?> projection) {
        return database.sql("select " + POSITION + " from token_entry where processor_name = ? and segment = 0 for update")
                .param(projection.table())
                .query(Long.class)
                .single();
    }

    /** A claim that is held is extended twice a second; one that was given up, or whose holder is gone, is taken by another instance in two. */
    List<Entry> all() {
        return database.sql("""
                select processor_name, %s as position, served,
                    coalesce(timestamp::timestamptz > clock_timestamp() - case when owner is null then interval '2 s' else interval '4 s' end, false) as fed,
                    (select count(*) from dead_letter where projection = processor_name) as parked
                from token_entry
                where segment = 0
                """.formatted(POSITION))
                .query((row, _) -> new Entry(
                        new Progress(row.getString("processor_name"), row.getLong("position"), row.getInt("parked")),
                        row.getBoolean("served"),
                        row.getBoolean("fed")))
                .list();
    }

    /** Says to every instance that queries read the projection from now on. */
    void serve(String projection) {
        database.sql("update token_entry set served = true where processor_name = ? and not served").param(projection).update();
    }

    /**
     * @param served whether some instance's queries read it
     * @param fed whether some instance folds it, or waits for events, or may have stopped only a moment ago
     */
    record Entry(Progress progress, boolean served, boolean fed) {}
}
