package io.taskledger.support;

import static org.awaitility.Awaitility.await;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Duration;

/** Tasks of one user with titles and descriptions as long as they may be, each created and then described anew. */
public final class LargeTasks {

    /** Of each: its creation and its description. */
    public static final int EVENTS = 2;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private LargeTasks() {}

    /**
     * Stores the events of so many tasks, and waits until the user's queries show the tasks.
     *
     * @param character what titles and descriptions are made of
     */
    public static void add(JdbcTemplate database, Api user, String userId, int tasks, String character) {
        database.execute((ConnectionCallback<Integer>) connection -> {
            boolean before = connection.getAutoCommit();
            connection.setAutoCommit(true);
            try (var statement = connection.prepareStatement(INSERT)) {
                statement.setString(1, userId);
                statement.setString(2, character);
                statement.setString(3, character);
                statement.setString(4, character);
                statement.setInt(5, tasks);
                return statement.executeUpdate();
            } finally {
                connection.setAutoCommit(before);
            }
        });
        await().atMost(PATIENCE).until(() -> user.get("/api/tasks/summary").expect(200).json().get("total").intValue() == tasks);
        String last = user.get("/api/tasks?limit=1").expect(200).json().get("items").get(0).get("id").stringValue();
        await().atMost(PATIENCE).until(() -> {
            Answer history = user.get("/api/tasks/" + last + "/history");
            return history.status() == 200 && history.json().get("items").size() == EVENTS;
        });
    }

    private static final String INSERT = """
            insert into domain_event_entry (aggregate_identifier, sequence_number, event_identifier, type, time_stamp,
                payload_type, payload_revision, payload, meta_data)
            select id, version, gen_random_uuid()::text, 'Task', now() - (1000 - n) * interval '1 second' + version * interval '1 millisecond', event, '1',
                jsonb_build_object('task_id', id) || case version
                    when 0 then jsonb_build_object('user_id', ?, 'title', repeat(?, 200), 'description', repeat(?, 1000))
                    else jsonb_build_object('description', repeat(?, 999))
                end,
                '{}'
            from (select gen_random_uuid()::text as id, n from generate_series(1, ?) as n) as tasks,
                (values (0, 'TaskCreated'), (1, 'TaskDescribed')) as history (version, event)
            order by version, n
            """;
}
