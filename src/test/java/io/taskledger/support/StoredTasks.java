package io.taskledger.support;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.UUID;

/** Histories of tasks that PostgreSQL makes itself: created, renamed, completed and reopened, of ten users in turn. */
public final class StoredTasks {

    /** Of each. */
    public static final int EVENTS = 4;

    private StoredTasks() {}

    /** The user whose tasks are every tenth. */
    public static String user(int number) {
        return "stored-" + number;
    }

    /** Adds so many tasks, in a transaction of its own. */
    public static void add(JdbcTemplate database, int tasks) {
        execute(database, insert(tasks));
    }

    /**
     * Adds a task as an older release stored it, whatever is a rule today, in a transaction of its own.
     *
     * @return its id
     */
    public static String add(JdbcTemplate database, String user, String title, String description) {
        String id = UUID.randomUUID().toString();
        execute(database, """
                insert into domain_event_entry (aggregate_identifier, sequence_number, event_identifier, type, time_stamp,
                    payload_type, payload_revision, payload, meta_data)
                values (?, 0, gen_random_uuid()::text, 'Task', now(), 'TaskCreated', '1', ?::jsonb, jsonb_build_object('actor', ?, 'request_id', 'r'))
                """, id, Json.object("task_id", id, "user_id", user, "title", title, "description", description), user);
        return id;
    }

    private static void execute(JdbcTemplate database, String sql, String... values) {
        database.execute((ConnectionCallback<Integer>) connection -> {
            boolean before = connection.getAutoCommit();
            connection.setAutoCommit(true);
            try (var statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setString(i + 1, values[i]);
                }
                return statement.executeUpdate();
            } finally {
                connection.setAutoCommit(before);
            }
        });
    }

    private static String insert(int tasks) {
        return """
            insert into domain_event_entry (aggregate_identifier, sequence_number, event_identifier, type, time_stamp,
                payload_type, payload_revision, payload, meta_data)
            select id, version, gen_random_uuid()::text, 'Task', now() - (%1$d - n) * interval '1 second' + version * interval '1 millisecond', event, '1',
                jsonb_build_object('task_id', id) || case version
                    when 0 then jsonb_build_object('user_id', 'stored-' || n %% 10, 'title', 'Buy milk ' || n, 'description', E'with \\t tab and \\\\ and\\nlines')
                    when 1 then jsonb_build_object('title', 'Buy oat milk ' || n)
                    else '{}'
                end,
                jsonb_build_object('actor', 'stored-' || n %% 10, 'request_id', 'request-' || n)
            from (select gen_random_uuid()::text as id, n from generate_series(1, %1$d) as n) as tasks,
                (values (0, 'TaskCreated'), (1, 'TaskRenamed'), (2, 'TaskCompleted'), (3, 'TaskReopened')) as history (version, event)
            order by version, n
            """.formatted(tasks);
    }
}
