package io.taskledger.bench;

import org.postgresql.PGConnection;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;

/** The physical limit of a rebuild: PostgreSQL itself folds as many events, of the same kind, into a table with its index, in one statement. */
final class SqlFold {

    private static final int TIMES = 3;

    private static final String EVENTS = """
            create unlogged table yardstick.events (position bigint primary key, stream uuid not null, version int not null,
                type text not null, data jsonb not null, at timestamptz not null)
            """;

    private static final String TASKS = """
            create table yardstick.tasks (id uuid primary key, user_id text not null, title text not null, description text,
                completed boolean not null, created_at timestamptz not null, updated_at timestamptz not null, version int not null)
            """;

    private static final String FOLD = """
            insert into yardstick.tasks
            select stream, max(data ->> 'userId') filter (where version = 0),
                (array_agg(data ->> 'title' order by version desc) filter (where data ? 'title'))[1],
                (array_agg(data ->> 'description' order by version desc) filter (where data ? 'description'))[1],
                (array_agg(type = 'TaskCompleted' order by version desc) filter (where type in ('TaskCompleted', 'TaskReopened')))[1],
                min(at), max(at), max(version)
            from yardstick.events
            group by stream
            """;

    private static final String COPY = "copy (select position, stream, version, type, data, at from yardstick.events order by position) to stdout";

    private final Database database;

    private SqlFold(Database database) {
        this.database = database;
    }

    /** The shortest of some tries of each, in seconds. */
    record Seconds(double fold, double copy) {}

    static Seconds measure(Database database, long tasks) throws SQLException, IOException {
        database.execute("create schema yardstick", EVENTS, insert(tasks), TASKS,
                "create index on yardstick.tasks (user_id, created_at desc, id)", "vacuum analyze yardstick.events", "checkpoint");
        var fold = new SqlFold(database);
        var seconds = new Seconds(shortest(fold::fold), shortest(fold::copy));
        database.execute("drop schema yardstick cascade", "checkpoint");
        return seconds;
    }

    private static String insert(long tasks) {
        return """
                insert into yardstick.events
                select v * %1$d + s, md5(s::text)::uuid, v, (array['TaskCreated', 'TaskRenamed', 'TaskCompleted', 'TaskReopened'])[v + 1],
                    jsonb_build_object('taskId', md5(s::text)::uuid) || case v
                        when 0 then jsonb_build_object('userId', 'user-' || s %% %2$d, 'title', 'Buy milk ' || s, 'description', '%3$s')
                        when 1 then jsonb_build_object('title', 'Buy oat milk ' || s)
                        else '{}'
                    end,
                    now() - (%1$d * 4 - v * %1$d - s) * interval '1 second'
                from generate_series(0, 3) as v, generate_series(1, %1$d) as s
                """.formatted(tasks, TaskHistories.USERS, SampleEvents.DESCRIPTION);
    }

    private interface Try {
        double seconds() throws SQLException, IOException;
    }

    private static double shortest(Try once) throws SQLException, IOException {
        double shortest = Double.MAX_VALUE;
        for (int i = 0; i < TIMES; i++) {
            shortest = Math.min(shortest, once.seconds());
        }
        return shortest;
    }

    private double fold() throws SQLException {
        database.execute("truncate yardstick.tasks");
        long start = System.nanoTime();
        database.execute(FOLD);
        return (System.nanoTime() - start) / 1e9;
    }

    private double copy() throws SQLException, IOException {
        try (Connection connection = database.connect()) {
            long start = System.nanoTime();
            var _ = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(COPY, OutputStream.nullOutputStream());
            return (System.nanoTime() - start) / 1e9;
        }
    }
}
