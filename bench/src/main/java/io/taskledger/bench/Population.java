package io.taskledger.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;

/**
 * Tasks of many users, always the same ones, numbered from 0: a task's user is its number modulo the users. Each was created a second after
 * the one before; their ids grow with time, as the service's do. PostgreSQL makes them itself.
 *
 * @param users at most 100,000
 * @param tasks of all users together
 * @param deep the first so many have {@link #DEEP} events, all others one
 */
record Population(int users, long tasks, long deep) {

    static final int DEEP = 10;

    private static final long FIRST_AT_MILLIS = 1_704_067_200_000L;
    private static final long AT_ONCE = 100_000;

    private static final String ID =
            "(lpad(to_hex(%d + n * 1000), 12, '0') || '70008000' || lpad(to_hex(n * 2654435761 %% 281474976710656), 12, '0'))::uuid"
                    .formatted(FIRST_AT_MILLIS);

    private static final String EVENTS = """
            insert into domain_event_entry (aggregate_identifier, sequence_number, event_identifier, type, time_stamp,
                payload_type, payload_revision, payload, meta_data)
            select id, version, md5(id || version::text)::uuid, 'Task', to_timestamp(%1$d + n + version * 1000), event, '1',
                jsonb_build_object('task_id', id) || case event
                    when 'TaskCreated' then jsonb_build_object('user_id', actor, 'title', 'Buy milk ' || n, 'description', '%2$s')
                    when 'TaskRenamed' then jsonb_build_object('title', 'Buy oat milk ' || n || '.' || version)
                    else '{}'
                end,
                jsonb_build_object('actor', actor, 'request_id', md5('request' || n || '.' || version)::uuid,
                    'correlation_id', md5('command' || n || '.' || version)::uuid)
            from generate_series(?, ?) as n, generate_series(0, ? - 1) as version,
                lateral (select %3$s::text as id, %4$s as actor,
                    case when version = 0 then 'TaskCreated'
                        else (array['TaskReopened', 'TaskRenamed', 'TaskCompleted'])[version %% 3 + 1] end as event) as made
            order by version, n
            """;

    private static final String ROWS = """
            insert into peer_tasks (id, user_id, title, description, completed, created_at, updated_at)
            select %3$s, %4$s, 'Buy milk ' || n, '%2$s', false, to_timestamp(%1$d + n), to_timestamp(%1$d + n)
            from generate_series(?, ?) as n
            """;

    String user(long task) {
        return "user-%05d".formatted(task % users);
    }

    long events() {
        return tasks + (DEEP - 1) * deep;
    }

    static String id(long task) {
        String at = String.format(Locale.ROOT, "%012x", FIRST_AT_MILLIS + task * 1_000);
        return "%s-%s-7000-8000-%012x".formatted(at.substring(0, 8), at.substring(8), task * 2_654_435_761L % 281_474_976_710_656L);
    }

    /** The id of the task {@code n} as an expression of SQL. */
    static String idOf(String n) {
        return ID.replace("n *", n + " *");
    }

    /** The histories, in a database that the service has migrated and that has no events; then all is as after some quiet hours. */
    void storeEvents(Database database) throws SQLException {
        for (long first = 0; first < tasks; first += AT_ONCE) {
            long end = Math.min(tasks, first + AT_ONCE);
            insert(database, EVENTS, first, Math.min(end, deep), DEEP);
            insert(database, EVENTS, Math.max(first, deep), end, 1);
        }
        // no store in its first epoch has events from before it
        database.execute(
                "update event_store_epoch set since = (select min(time_stamp) from domain_event_entry)", "vacuum analyze", "checkpoint");
    }

    /** The same tasks in the one table that a peer has made. */
    void storeRows(Database database) throws SQLException {
        for (long first = 0; first < tasks; first += AT_ONCE) {
            insert(database, ROWS, first, Math.min(tasks, first + AT_ONCE), 0);
        }
        database.execute("vacuum analyze", "checkpoint");
    }

    private void insert(Database database, String sql, long first, long end, int events) throws SQLException {
        if (first >= end) {
            return;
        }
        String user = "'user-' || lpad((n %% %d)::text, 5, '0')".formatted(users);
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement(
                        sql.formatted(FIRST_AT_MILLIS / 1_000, SampleEvents.DESCRIPTION, ID, user))) {
            insert.setLong(1, first);
            insert.setLong(2, end - 1);
            if (events > 0) {
                insert.setInt(3, events);
            }
            var _ = insert.executeUpdate();
        }
    }
}
