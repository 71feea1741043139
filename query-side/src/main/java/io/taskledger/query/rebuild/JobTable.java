package io.taskledger.query.rebuild;

import io.taskledger.query.projection.MaintenanceDatabase;
import io.taskledger.query.projection.Projection;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Rebuilds and verifications, so that every instance knows of them, one of them runs each, and another goes on where that one ended. */
@Component
class JobTable {

    /** An instance that is gone loses what it runs after this. */
    static final Duration LEASE = Duration.ofSeconds(3);

    private static final String ELAPSED = "extract(epoch from coalesce(finished_at, clock_timestamp()) - started_at) as elapsed";

    private final JdbcClient database;
    private final JsonMapper json = JsonMapper.builder().build();

    JobTable(MaintenanceDatabase database) {
        this.database = database.client();
    }

    /** Adds one that nobody runs yet. False where one of the projection is running. */
    boolean add(Projection<?> projection, Job.Kind kind, long upTo) {
        try {
            return insert(projection, kind, upTo);
        } catch (DuplicateKeyException _) { // of the other kind, at the same moment
            return false;
        }
    }

    private boolean insert(Projection<?> projection, Job.Kind kind, long upTo) {
        return database.sql("""
                insert into projection_job as old (projection, kind, id, status, phase, up_to)
                select ?, ?, ?, 'running', 'fold', ?
                where not exists (select from projection_job where projection = ? and status = 'running')
                on conflict (projection, kind) do update
                set id = excluded.id, status = excluded.status, phase = excluded.phase, up_to = excluded.up_to, started_at = now(), finished_at = null,
                    folded = 0, last_task = '', runner = null, lease_until = now(), differences = null, sample = '[]',
                    swap_millis = null, failure = null
                where old.status <> 'running'
                """)
                .params(projection.table(), kind.text(), UUID.randomUUID(), upTo, projection.table())
                .update() == 1;
    }

    /** Takes over one that nobody runs, if it is of one of the projections. */
    Optional<Job> take(UUID runner, List<String> projections) {
        return database.sql("""
                update projection_job set runner = ?, lease_until = now() + ?::interval
                where (projection, kind) = (
                    select projection, kind from projection_job
                    where status = 'running' and lease_until <= now() and projection = any (?)
                    limit 1 for update skip locked)
                returning *, %s
                """.formatted(ELAPSED))
                .params(runner, LEASE.toString(), projections.toArray(String[]::new))
                .query((row, _) -> read(row))
                .optional();
    }

    /** Extends the lease. False where it has been lost. */
    boolean extend(Job job, UUID runner) {
        return database.sql("update projection_job set lease_until = now() + ?::interval where id = ? and runner = ? and status = 'running'")
                .params(LEASE.toString(), job.id(), runner)
                .update() == 1;
    }

    /** Ends it: whoever runs it finds that out at its next commit, which fails. False where none is running. */
    boolean cancel(Projection<?> projection, Job.Kind kind) {
        return database.sql("update projection_job set status = 'cancelled', finished_at = now() where projection = ? and kind = ? and status = 'running'")
                .params(projection.table(), kind.text())
                .update() == 1;
    }

    /** Keeps another from being ordered until the transaction ends. */
    boolean hasEndedInVain(Job job) {
        List<Row> rows = database.sql("select id, status from projection_job where projection = ? for update")
                .param(job.projection())
                .query((row, _) -> new Row(row.getObject("id", UUID.class), row.getString("status")))
                .list();
        return rows.stream().anyMatch(row -> row.id.equals(job.id()) && row.isInVain()) && rows.stream().noneMatch(Row::isRunning);
    }

    private record Row(UUID id, String status) {

        boolean isInVain() {
            return status.equals("failed") || status.equals("cancelled");
        }

        boolean isRunning() {
            return status.equals("running");
        }
    }

    /** To be said in the transaction that did it, which fails where another instance has taken over. */
    void folded(Job job, UUID runner, long events, String lastTask) {
        require(database.sql("update projection_job set folded = folded + ?, last_task = ? where id = ? and runner = ? and status = 'running'")
                .params(events, lastTask, job.id(), runner)
                .update());
    }

    /** The same of a phase that begins. */
    void enter(Job job, UUID runner, Job.Phase phase) {
        require(database.sql("update projection_job set phase = ? where id = ? and runner = ? and status = 'running'")
                .params(phase.text(), job.id(), runner)
                .update());
    }

    void compared(Job job, UUID runner, long differences, List<Difference> sample) {
        require(database.sql("update projection_job set differences = ?, sample = ?::jsonb where id = ? and runner = ? and status = 'running'")
                .params(differences, json.writeValueAsString(sample), job.id(), runner)
                .update());
    }

    /** Said again after the commit, when the job has ended, and another may have been ordered already: then it is of no interest. */
    void swapped(Job job, UUID runner, double millis) {
        database.sql("update projection_job set swap_millis = ? where id = ? and runner = ?").params(millis, job.id(), runner).update();
    }

    /** The same of its end. */
    void finish(Job job, UUID runner, Job.Status status, @Nullable String failure) {
        require(database.sql("""
                update projection_job
                set status = ?, failure = ?, finished_at = clock_timestamp(), phase = case when ? = 'succeeded' then 'done' else phase end
                where id = ? and runner = ? and status = 'running'
                """)
                .param(status.text())
                .param(failure)
                .param(status.text())
                .param(job.id())
                .param(runner)
                .update());
    }

    Optional<Job> last(Projection<?> projection, Job.Kind kind) {
        return database.sql("select *, " + ELAPSED + " from projection_job where projection = ? and kind = ?")
                .params(projection.table(), kind.text())
                .query((row, _) -> read(row))
                .optional();
    }

    private static void require(int rows) {
        if (rows != 1) {
            throw new LostJob();
        }
    }

    private Job read(ResultSet row) throws SQLException {
        return new Job(
                row.getString("projection"),
                Job.Kind.valueOf(upper(row, "kind")),
                row.getObject("id", UUID.class),
                Job.Status.valueOf(upper(row, "status")),
                Job.Phase.valueOf(upper(row, "phase")),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                instant(row, "finished_at"),
                row.getLong("up_to"),
                row.getLong("folded"),
                row.getString("last_task"),
                row.getDouble("elapsed"),
                row.getObject("differences", Long.class),
                json.readValue(row.getString("sample"), new TypeReference<List<Difference>>() {}),
                row.getObject("swap_millis", Double.class),
                row.getString("failure"));
    }

    private static String upper(ResultSet row, String column) throws SQLException {
        return row.getString(column).toUpperCase(Locale.ROOT);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
