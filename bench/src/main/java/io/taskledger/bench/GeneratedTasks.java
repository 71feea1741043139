package io.taskledger.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * Histories of tasks that PostgreSQL makes itself, always the same ones: each is created, renamed, completed and reopened, while
 * other tasks' events come between. They are numbered from 1, and their ids grow with time, as the service's do.
 */
final class GeneratedTasks {

    static final int EVENTS = 4;

    private static final long FIRST_AT_MILLIS = 1_704_067_200_000L;
    private static final long AT_ONCE = 250_000;

    /** The same as {@link #id}. */
    private static final String ID = """
            create or replace function yardstick.task_id(n bigint) returns text immutable strict parallel safe language sql as $$
                select substr(at, 1, 8) || '-' || substr(at, 9, 4) || '-7' || substr(mixed, 1, 3) || '-8' || substr(mixed, 4, 3) || '-' || mixed
                from (select lpad(to_hex(%d + n * 1000), 12, '0') as at, lpad(to_hex(n * 2654435761 %% 281474976710656), 12, '0') as mixed) as parts
            $$
            """.formatted(FIRST_AT_MILLIS);

    private static final String INSERT = """
            insert into domain_event_entry (aggregate_identifier, sequence_number, event_identifier, type, time_stamp,
                payload_type, payload_revision, payload, meta_data)
            select task_id, version, md5(task_id || version)::uuid, 'Task', to_timestamp(at), event, '1',
                jsonb_build_object('task_id', task_id) || case version
                    when 0 then jsonb_build_object('user_id', actor, 'title', 'Buy milk ' || n %% 10000, 'description', '%s')
                    when 1 then jsonb_build_object('title', 'Buy oat milk ' || n %% 10000)
                    else '{}'
                end,
                jsonb_build_object('actor', actor, 'request_id', md5('request' || n || version)::uuid, 'correlation_id', md5('command' || n || version)::uuid)
            from generate_series(?, ?) as n,
                (values (0, 'TaskCreated'), (1, 'TaskRenamed'), (2, 'TaskCompleted'), (3, 'TaskReopened')) as history (version, event),
                lateral (select yardstick.task_id(n) as task_id, 'user-' || 1000 + n %% 9000 as actor, %d / 1000 + n + version * 1000 as at) as made
            order by at, n
            """.formatted(SampleEvents.DESCRIPTION, FIRST_AT_MILLIS);

    private final Database database;
    private long count;

    GeneratedTasks(Database database) throws SQLException {
        this.database = database;
        database.execute(ID);
    }

    /** Adds tasks until there are so many events, generated or not; then all is as after some quiet hours. */
    void growTo(long events) throws SQLException {
        long missing = (events - Long.parseLong(database.query("select count(*) from domain_event_entry"))) / EVENTS;
        for (long left = missing; left > 0; left -= AT_ONCE) {
            add(Math.min(left, AT_ONCE));
        }
        database.execute("vacuum analyze domain_event_entry");
    }

    private void add(long tasks) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setLong(1, count + 1);
            insert.setLong(2, count + tasks);
            insert.executeUpdate();
        }
        count += tasks;
    }

    long count() {
        return count;
    }

    /** Of the nth: a UUID of version 7, a second after that of the one before. */
    static String id(long n) {
        HexFormat hex = HexFormat.of();
        String at = hex.toHexDigits(FIRST_AT_MILLIS + n * 1_000, 12);
        String mixed = hex.toHexDigits(n * 2_654_435_761L % 281_474_976_710_656L, 12);
        return at.substring(0, 8) + "-" + at.substring(8) + "-7" + mixed.substring(0, 3) + "-8" + mixed.substring(3, 6) + "-" + mixed;
    }
}
