package io.taskledger.support;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/**
 * Keeps statements of a service in PostgreSQL for a moment, in the middle of their transactions, so that its process can be stopped there:
 * its transaction is then idle as soon as they are let go.
 */
public final class PausedStatements implements AutoCloseable {

    private final Session session;

    public PausedStatements(Session session) {
        this.session = session;
        session.run("""
                create table pausing (what text);
                create function is_paused(named text) returns void language plpgsql as $$
                begin
                    while exists (select from public.pausing where what = named) loop
                        perform pg_sleep(0.01);
                    end loop;
                end $$;
                create function pause() returns trigger language plpgsql as $$
                begin
                    perform public.is_paused(tg_table_name);
                    return null;
                end $$;
                create function pause_drop() returns event_trigger language plpgsql as $$
                begin
                    if exists (select from pg_locks where pid = pg_backend_pid() and relation = 'public.tasks_2'::regclass and mode = 'AccessExclusiveLock') then
                        perform public.is_paused('swap');
                    end if;
                end $$;
                create event trigger pause_drop on ddl_command_start when tag in ('DROP TABLE') execute function pause_drop();
                """);
    }

    /** Lets statements that change the table be paused from now on. */
    public void canPause(String table) {
        session.run("create trigger pause after insert or update or delete on " + table + " for each statement execute function pause()");
    }

    /** @param what a table; or {@code swap}, which is the drop of a table "tasks_2" that no query can read any longer */
    public void pause(String what) {
        session.run("insert into pausing values ('" + what + "')");
    }

    public void awaitOne() {
        await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofMinutes(1))
                .until(() -> session.number("select count(*) from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()") > 0);
    }

    public void letGo() {
        session.run("delete from pausing");
    }

    @Override
    public void close() {
        letGo();
    }
}
