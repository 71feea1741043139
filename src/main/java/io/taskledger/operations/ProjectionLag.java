package io.taskledger.operations;

import io.taskledger.kernel.SecondRead;
import io.taskledger.query.projection.BoundedStatements;
import io.taskledger.query.projection.Projection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How far the projections are behind the events, whichever instance runs them. */
@Component
public class ProjectionLag {

    private static final String LAG = """
            select coalesce(position, 0) as position, position is not null as built, fed, last, dead_letters, rebuilt,
                coalesce(extract(epoch from clock_timestamp() - (
                    select time_stamp from domain_event_entry where global_index > coalesce(position, 0) order by global_index limit 1)), 0) as seconds
            from (
                select coalesce(token::jsonb ->> 'globalIndex', token::jsonb ->> 'index')::bigint as position,
                    coalesce(timestamp::timestamptz > clock_timestamp() - interval '10 s', false) as fed,
                    (select coalesce(max(global_index), 0) from domain_event_entry) as last,
                    (select count(*) from dead_letter where projection = name) as dead_letters,
                    (select folded::double precision / greatest(up_to, folded, 1) from projection_job where projection = name and status = 'running') as rebuilt
                from (values (cast(? as text))) as projection (name)
                left join token_entry on processor_name = name and segment = 0
            ) as projection
            """;

    /** At most a second or two of folding. */
    private static final long TOO_MANY_EVENTS = 10_000;

    /** Longer than any transaction of ours may take ({@link io.taskledger.eventstore.TransactionBounds#DEFAULT}). */
    private static final double TOO_MANY_SECONDS = 15;

    private final Map<String, Backlog> backlogs = new ConcurrentHashMap<>();
    private final BoundedStatements database;

    ProjectionLag(JdbcTemplate database) {
        this.database = new BoundedStatements(database);
    }

    public Lag of(Projection<?> projection) {
        return SecondRead.ifConnectionDied(() -> database.query(LAG, row -> lag(projection, row), projection.table()).getFirst());
    }

    private Lag lag(Projection<?> projection, ResultSet row) throws SQLException {
        return new Lag(
                row.getBoolean("built"),
                row.getBoolean("fed"),
                row.getLong("position"),
                row.getLong("last"),
                Math.max(0, row.getDouble("seconds")),
                backlog(projection).seconds(row.getLong("position"), row.getLong("last")),
                row.getLong("dead_letters"),
                row.getObject("rebuilt") == null ? Double.NaN : row.getDouble("rebuilt"));
    }

    private Backlog backlog(Projection<?> projection) {
        return backlogs.computeIfAbsent(projection.table(), _ -> new Backlog(System::nanoTime));
    }

    /**
     * @param built whether its table has been built once
     * @param fed whether some instance has been folding it, or waiting for events, in the last ten seconds
     * @param position up to which every event has been folded, but for those behind dead letters
     * @param last position of the last event that was committed
     * @param seconds age of the oldest event that has not been folded, by the clock of the instance that stored it
     * @param waiting for how long, in seconds, this process has seen some event wait to be folded
     * @param deadLetters tasks whose events wait for a mend
     * @param rebuilt how much of a rebuild or verification is done, 0 to 1; not a number where none runs
     */
    public record Lag(
            boolean built, boolean fed, long position, long last, double seconds, double waiting, long deadLetters, double rebuilt) {

        /**
         * Committed, and not folded; numbers that were given up count, too. Negative where the projection stands beyond the last
         * event: the store was restored from an older backup, and the projection is not fed.
         */
        public long events() {
            return last - position;
        }

        public Status status() {
            if (!built) {
                return Status.BUILDING;
            }
            if (!fed) {
                return Status.STOPPED;
            }
            if (isTooMuch() || seconds > TOO_MANY_SECONDS) {
                return Status.BEHIND;
            }
            return deadLetters > 0 ? Status.PARKED : Status.LIVE;
        }

        /** So that readers would miss much, or something old. No instance's clock plays a part. */
        boolean isTooMuch() {
            return events() < 0 || events() > TOO_MANY_EVENTS || waiting > TOO_MANY_SECONDS;
        }
    }

    /** The worst that can be said of a projection. */
    public enum Status {
        BUILDING,
        STOPPED,
        BEHIND,
        PARKED,
        LIVE
    }
}
