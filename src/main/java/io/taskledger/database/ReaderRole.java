package io.taskledger.database;

import io.taskledger.StartupRefused;
import io.taskledger.database.DatabaseConfiguration.Connecting;
import io.taskledger.query.projection.MaintenanceDatabase;
import io.taskledger.query.projection.Projection;
import io.taskledger.query.projection.RowSecurity;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Makes the role that queries run as, and sees at each start that PostgreSQL holds it to what it may read: before the migrations of a service
 * and after them. A role is the cluster's, so that another database's service may make it at the same time, and an administrator may change it.
 */
final class ReaderRole implements Callback {

    private static final String READER = RowSecurity.READER;
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final Duration TRYING = Duration.ofSeconds(30);

    private final List<RowSecurity> tables;
    private final Connecting migrating;
    private final Connecting asking;

    /**
     * For the tables of projections.
     *
     * @param migrating connects as their owner
     * @param asking connects as queries do
     */
    ReaderRole(List<Projection<?>> projections, Connecting migrating, Connecting asking) {
        this.tables = RowSecurity.of(projections);
        this.migrating = migrating;
        this.asking = asking;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_MIGRATE || event == Event.AFTER_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public String getCallbackName() {
        return "row-level security";
    }

    /** @throws StartupRefused where queries could not be asked, or would be shown what is not their caller's */
    @Override
    public void handle(Event event, Context context) {
        try {
            if (event == Event.BEFORE_MIGRATE) {
                with(migrating, ReaderRole::make);
            } else {
                with(migrating, database -> tables.forEach(table -> table.establish(database)));
                with(asking, this::tryOut);
            }
        } catch (SQLException | DataAccessException e) {
            throw new StartupRefused(
                    "Queries can't be asked as the role " + READER + ": " + reason(e) + ".",
                    "Look under \"Row-level security\" in docs/operations.md for what that role needs.",
                    e);
        }
    }

    /** @param database on connections of its own, each statement in a transaction of its own */
    static void make(MaintenanceDatabase database) {
        String user = string(database, "select quote_ident(session_user)");
        String refused = exists(database) ? null : refusal(database, "create role " + READER + " nologin");
        if (refused != null && !exists(database)) {
            throw new StartupRefused(
                    "The role %s, as which queries run, is not there, and %s can't make it: %s.".formatted(READER, user, refused),
                    "Have an administrator run: create role %1$s nologin; grant %1$s to %2$s;".formatted(READER, user));
        }
        refused = isOpen(database) ? null : refusal(database, "grant " + READER + " to " + user);
        if (refused != null && !isOpen(database)) {
            throw new StartupRefused(
                    "Queries run as the role %s, and %s can't become it: %s.".formatted(READER, user, refused),
                    "Have an administrator run: grant %s to %s;".formatted(READER, user));
        }
    }

    private static boolean exists(MaintenanceDatabase database) {
        return string(database, "select coalesce(to_regrole('" + READER + "')::text, '')").equals(READER);
    }

    /** Whether we can become it. */
    private static boolean isOpen(MaintenanceDatabase database) {
        try {
            asNobody(database, () -> {});
            return true;
        } catch (DataAccessException e) {
            if (e.getMostSpecificCause() instanceof SQLException cause && INSUFFICIENT_PRIVILEGE.equals(cause.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /** As queries do; what an administrator has made may be something else than we would have. */
    private void tryOut(MaintenanceDatabase database) {
        String memberships = string(
                database, "select coalesce(string_agg(roleid::regrole::text, ', '), '') from pg_auth_members where member = '" + READER + "'::regrole");
        if (!memberships.isEmpty()) {
            throw new StartupRefused(
                    "The role %s, as which queries run, is a member of %s, and may do what that may.".formatted(READER, memberships),
                    "Have an administrator run: revoke %s from %s;".formatted(memberships, READER));
        }
        String readable = string(database, """
                select coalesce(string_agg(oid::regclass::text, ', '), '') from pg_class
                where relowner = (select relowner from pg_class where oid = 'domain_event_entry'::regclass) and relkind in ('r', 'v', 'm', 'p')
                    and relnamespace = (select oid from pg_namespace where nspname = current_schema()) and not relrowsecurity and has_table_privilege('%s', oid, 'select')
                    and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'e')
                """.formatted(READER));
        if (!readable.isEmpty()) {
            throw new StartupRefused(
                    "The role %s, as which queries run, may read %s.".formatted(READER, readable),
                    "Have an administrator run: revoke all on %s from %s, public;".formatted(readable, READER));
        }
        tables.forEach(table -> requireWriter(database, table.table()));
        asNobody(database, () -> tables.forEach(table -> tryOut(database, table.table())));
    }

    /** The policy lets nobody write: whoever folds has to own the table, or to be a member of who does. */
    private static void requireWriter(MaintenanceDatabase database, String table) {
        if (isHeldToPolicies(database, table)) {
            String user = string(database, "select quote_ident(session_user)");
            String owner = string(database, "select relowner::regrole::text from pg_class where oid = '" + table + "'::regclass");
            throw new StartupRefused(
                    "The table %s is %s's, and %s, as which the service works, is held to its row-level security.".formatted(table, owner, user),
                    "Have an administrator run: grant %s to %s;".formatted(owner, user));
        }
    }

    private static boolean isHeldToPolicies(MaintenanceDatabase database, String table) {
        return string(database, "select row_security_active('" + table + "')::text").equals("true");
    }

    private static void tryOut(MaintenanceDatabase database, String table) {
        database.statements().query("select from " + table + " limit 0", _ -> {});
        if (!isHeldToPolicies(database, table)) {
            throw new StartupRefused(
                    "The role %s, as which queries run, goes past row-level security on the table %s.".formatted(READER, table),
                    "Have an administrator run: alter role %s nosuperuser nobypassrls;".formatted(READER));
        }
    }

    private static void asNobody(MaintenanceDatabase database, Runnable work) {
        database.transaction().executeWithoutResult(transaction -> {
            transaction.setRollbackOnly();
            database.statements().query(RowSecurity.ENTER, _ -> {}, "", Long.toString(TRYING.toMillis()));
            work.run();
        });
    }

    private static void with(Connecting connecting, Consumer<MaintenanceDatabase> work) throws SQLException {
        try (Connection connection = connecting.connect()) {
            work.accept(new MaintenanceDatabase(new SingleConnectionDataSource(connection, true)));
        }
    }

    private static String string(MaintenanceDatabase database, String sql) {
        return Objects.requireNonNull(database.statements().queryForObject(sql, String.class));
    }

    /** What PostgreSQL says against it; null where it does it. */
    private static @Nullable String refusal(MaintenanceDatabase database, String sql) {
        try {
            database.statements().execute(sql);
            return null;
        } catch (DataAccessException e) {
            return reason(e);
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e instanceof DataAccessException failure ? failure.getMostSpecificCause() : e;
        return cause instanceof PSQLException said && said.getServerErrorMessage() != null
                ? String.valueOf(said.getServerErrorMessage().getMessage())
                : String.valueOf(cause.getMessage());
    }
}
