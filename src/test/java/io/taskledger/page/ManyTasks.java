package io.taskledger.page;

import static org.awaitility.Awaitility.await;

import io.taskledger.support.Api;
import io.taskledger.support.Session;

import java.time.Duration;

/** Tasks that PostgreSQL makes itself, as events. */
final class ManyTasks {

    private ManyTasks() {}

    /** {@code Task 0001} and so on, each a second younger than the one before, every tenth completed; once the user can read them. */
    static void add(Session database, Api api, String user, int count) {
        database.run("""
                with made as (select gen_random_uuid()::text as id, n, now() - (%2$d - n + 1) * interval '1 second' as at from generate_series(1, %2$d) as n)
                insert into domain_event_entry (aggregate_identifier, sequence_number, event_identifier, type, time_stamp,
                    payload_type, payload_revision, payload, meta_data)
                select id, version, gen_random_uuid()::text, 'Task', at + version * interval '1 millisecond', event, '1',
                    jsonb_build_object('task_id', id) || case version
                        when 0 then jsonb_build_object('user_id', '%1$s', 'title', 'Task ' || lpad(n::text, 4, '0'))
                        else '{}'
                    end,
                    jsonb_build_object('actor', '%1$s', 'request_id', 'made-' || n)
                from made, (values (0, 'TaskCreated'), (1, 'TaskCompleted')) as history (version, event)
                where version = 0 or n %% 10 = 0
                order by version, n
                """.formatted(user, count));
        Api reader = api.as(user);
        await().atMost(Duration.ofMinutes(1)).until(() -> reader.get("/api/tasks/summary").expect(200).json().get("completed").intValue() == count / 10);
    }
}
