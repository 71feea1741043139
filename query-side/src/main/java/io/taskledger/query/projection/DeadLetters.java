package io.taskledger.query.projection;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/**
 * The tasks at which a projection met an event that it could not fold. Their rows stay as they were before it, and later events of
 * theirs wait behind it: in the event store, where they are read from when it is tried again.
 */
@Component
public class DeadLetters {

    private final JdbcClient database;
    private final BoundedStatements reads;

    public DeadLetters(JdbcTemplate database) {
        this.database = JdbcClient.create(database);
        reads = new BoundedStatements(database);
    }

    void park(Projection<?> projection, Delivery delivery, String cause) {
        database.sql("""
                insert into dead_letter as old (projection, task, version, position, cause, user_id)
                values (:projection, :task, :version, :position, :cause, :user)
                on conflict (projection, task) do update
                set version = excluded.version, position = excluded.position, cause = excluded.cause, attempts = old.attempts + 1,
                    user_id = coalesce(excluded.user_id, old.user_id)
                """)
                .param("projection", projection.table())
                .param("task", delivery.task())
                .param("version", delivery.version())
                .param("position", delivery.position())
                .param("cause", cause)
                .param("user", actor(delivery))
                .update();
    }

    /** Who caused an event is the task's owner: nobody else may. Null where that can't be told, as little as what the event says. */
    private static @Nullable String actor(Delivery delivery) {
        try {
            return delivery.origin().get().actor();
        } catch (RuntimeException _) {
            return null;
        }
    }

    void release(Projection<?> projection, UUID task) {
        database.sql("delete from dead_letter where projection = ? and task = ?").params(projection.table(), task).update();
    }

    /** All of them: another table takes the place of the one that lacked them. */
    public void releaseAll(Projection<?> projection) {
        database.sql("delete from dead_letter where projection = ?").param(projection.table()).update();
    }

    boolean isParked(String table, UUID task) {
        return !reads.query("select 1 from dead_letter where projection = ? and task = ?", row -> row.getInt(1), table, task).isEmpty();
    }

    /** In the order of the events at which they are parked. */
    public List<DeadLetter> first(Projection<?> projection, int limit) {
        return reads.query(
                """
                select task, version, position, cause, attempts, parked_at
                from dead_letter where projection = ? order by position limit ?
                """,
                row -> new DeadLetter(
                        row.getObject("task", UUID.class),
                        row.getLong("version"),
                        row.getLong("position"),
                        row.getString("cause"),
                        row.getInt("attempts"),
                        row.getObject("parked_at", OffsetDateTime.class).toInstant()),
                projection.table(),
                limit);
    }

    /**
     * @param version of the event that could not be folded
     * @param cause what kind of failure; nothing of what the event says
     * @param attempts how often the task was tried
     */
    public record DeadLetter(UUID taskId, long version, long position, String cause, int attempts, Instant parkedAt) {}
}
