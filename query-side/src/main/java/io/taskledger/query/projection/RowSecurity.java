package io.taskledger.query.projection;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.SQLException;
import java.util.List;

/**
 * What keeps a projection's rows from all but the user whose they are: PostgreSQL's row-level security. Queries run as {@link #READER}, which
 * may read such a table and nothing else, and is shown the rows of the caller alone. A table in which no column is called {@code user_id} is
 * not for queries: that role can't read it.
 */
public final class RowSecurity {

    /** The role that queries run as, whichever the service logs in as. It is the cluster's, not the database's. */
    public static final String READER = "taskledger_reader";

    /** For how long a query waits for a lock: longer than the swap of a rebuild takes. */
    public static final String LONGEST_LOCK = "4s";

    /**
     * Makes the rest of the transaction one of {@link #READER}, for the caller that is its first parameter; an empty one is shown nothing.
     * Each statement of it may take as many milliseconds as the second parameter says: PostgreSQL then ends it by itself (57014), while a
     * cancel request of the driver could hit the connection's next user. The schema stays the one that the login role has its tables in,
     * though that may be called like the role. A process that stands still keeps its locks for four seconds, and a query waits for a lock
     * for as long. Reads no table, whose lock it would wait for without a time-out.
     */
    public static final String ENTER = """
            select set_config('search_path', quote_ident(current_schema()), true), set_config('role', '%s', true),
                set_config('taskledger.caller', ?, true), set_config('statement_timeout', ?, true), set_config('lock_timeout', '%s', true),
                set_config('idle_in_transaction_session_timeout', '4s', true)
            """.formatted(READER, LONGEST_LOCK);

    private static final String CALLER = "nullif(current_setting('taskledger.caller', true), '')";
    private static final String POLICY = "of_the_caller";

    /** Of a table whose policy is as it should be; never there for others to see. */
    private static final String MODEL = "projection_rebuild.guarded";

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final int TRIES = 2_000;
    private static final int MILLIS_BETWEEN_TRIES = 50;

    private final Projection<?> projection;

    private RowSecurity(Projection<?> projection) {
        this.projection = projection;
    }

    /** Of those of the projections that have rows of users. */
    public static List<RowSecurity> of(List<Projection<?>> projections) {
        return projections.stream().filter(RowSecurity::hasRowsOfUsers).map(RowSecurity::new).toList();
    }

    private static boolean hasRowsOfUsers(Projection<?> projection) {
        return projection.columns().stream().anyMatch(column -> column.name().equals("user_id"));
    }

    /**
     * What belongs to a table of the projection beside its {@link Projection#definition}. The login role owns the table, folds into it, and is
     * not held to the policy, which says that a row is the caller's in a way that PostgreSQL uses no index for, and expects to leave hardly any row
     * out: queries find rows by what they ask for themselves. By a plain comparison it would gather all that the user has, to read one task of theirs.
     *
     * @param table its name, with its schema where it is not the one that queries read
     */
    public static List<String> statements(Projection<?> projection, String table) {
        return !hasRowsOfUsers(projection) ? List.of() : List.of(
                "alter table %s enable row level security".formatted(table),
                "create policy %s on %s for select to %s using ((case when user_id = (select %s) then true end) is not null)"
                        .formatted(POLICY, table, READER, CALLER),
                "grant select on %s to %s".formatted(table, READER));
    }

    public String table() {
        return projection.table();
    }

    /** The function that tells the reader whether a task that it is not shown is another user's, and nothing else of it. */
    public static String ofAnother(Projection<?> projection) {
        return projection.table() + "_of_another";
    }

    /**
     * The function that tells the reader the position from which on the table may lack events of the caller's: that of the first dead letter
     * of a task of theirs, or of one whose owner nobody knows; null where it lacks none. There is one for projections that keep history.
     */
    public static String lackingFrom(Projection<?> projection) {
        return projection.table() + "_lacking_from";
    }

    /**
     * Brings what is there to all this, where it is not: a table may be older, or was rebuilt by a release that is, or was restored where there
     * was no such role. Nobody who reads has to wait for longer than a moment; whoever reads for long is waited for.
     */
    public void establish(MaintenanceDatabase database) {
        for (int tries = 1; ; tries++) {
            try {
                database.transaction().executeWithoutResult(_ -> establish(database.statements()));
                return;
            } catch (DataAccessException e) {
                if (tries == TRIES || !isLockTimeout(e)) {
                    throw e;
                }
                pause();
            }
        }
    }

    /** Of instances that start at the same time, one does it. */
    private void establish(JdbcTemplate database) {
        database.execute("set local lock_timeout = '100ms'");
        database.query("select pg_advisory_xact_lock(hashtext('taskledger row security'))", _ -> {});
        String schema = String.valueOf(database.queryForObject("select quote_ident(current_schema())", String.class));
        if (!isEstablished(database, schema)) {
            database.execute("grant usage on schema %s to %s".formatted(schema, READER));
            database.queryForList("select quote_ident(polname) from pg_policy where polrelid = ?::regclass", String.class, table())
                    .forEach(policy -> database.execute("drop policy %s on %s".formatted(policy, table())));
            statements(projection, table()).forEach(database::execute);
            functions(schema).forEach(function -> database.execute("""
                    create or replace function %1$s(%2$s) returns %3$s
                    language sql stable security definer set search_path = pg_catalog, pg_temp
                    as $question$%4$s$question$;
                    revoke all on function %1$s(%2$s) from public;
                    grant execute on function %1$s(%2$s) to %5$s;
                    """.formatted(function.name(), function.parameter(), function.answer(), function.question(), READER)));
        }
    }

    /** Of what the reader may know beside the caller's rows. They are bound to no table by anything but the name, so that a rebuild may put another in its place. */
    private List<Function> functions(String schema) {
        var ofAnother = new Function(ofAnother(projection), "task uuid", "boolean",
                "select exists (select from %s.%s where %s = $1 and user_id <> %s)".formatted(schema, table(), projection.taskColumn(), CALLER));
        var lackingFrom = new Function(lackingFrom(projection), "", "bigint",
                "select min(position) from %s.dead_letter where projection = '%s' and (user_id = %s or user_id is null)"
                        .formatted(schema, table(), CALLER));
        return projection.keepsHistory() ? List.of(ofAnother, lackingFrom) : List.of(ofAnother);
    }

    /** @param parameter with its name, which can't be changed of one that is there; empty where it has none */
    private record Function(String name, String parameter, String answer, String question) {

        String signature() {
            return name + "(" + parameter.replaceFirst("\\w+ ", "") + ")";
        }
    }

    /** What PostgreSQL makes of a policy is known by having it make the same one of a table of the same columns. */
    private boolean isEstablished(JdbcTemplate database, String schema) {
        database.execute("create table %s (like %s)".formatted(MODEL, table()));
        statements(projection, MODEL).forEach(database::execute);
        boolean guarded = Boolean.TRUE.equals(database.queryForObject("""
                with policies as (
                    select polrelid, concat_ws(' ', polname, polcmd, polpermissive, polroles, pg_get_expr(polqual, polrelid)) as policy from pg_policy
                )
                select relrowsecurity
                    and (select array_agg(policy) from policies where polrelid = pg_class.oid)
                        = (select array_agg(policy) from policies where polrelid = ?::regclass)
                    and has_table_privilege(?, pg_class.oid, 'select')
                    and has_schema_privilege(?, relnamespace, 'usage')
                from pg_class
                where oid = ?::regclass
                """,
                Boolean.class,
                MODEL, READER, READER, table()));
        database.execute("drop table " + MODEL);
        return guarded && functions(schema).stream().allMatch(function -> isEstablished(database, function));
    }

    private static boolean isEstablished(JdbcTemplate database, Function function) {
        return Boolean.TRUE.equals(database.queryForObject(
                "select exists (select from pg_proc where oid = to_regprocedure(?) and prosrc = ? and has_function_privilege(?, oid, 'execute'))",
                Boolean.class,
                function.signature(), function.question(), READER));
    }

    private static boolean isLockTimeout(DataAccessException e) {
        return e.getMostSpecificCause() instanceof SQLException cause && LOCK_NOT_AVAILABLE.equals(cause.getSQLState());
    }

    private static void pause() {
        try {
            Thread.sleep(MILLIS_BETWEEN_TRIES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
