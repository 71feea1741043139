package io.taskledger.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taskledger.kernel.UserId;
import io.taskledger.query.caller.CallerDatabase;
import io.taskledger.query.caller.CallerTransaction;
import io.taskledger.query.projection.MaintenanceDatabase;
import io.taskledger.query.projection.Projection;
import io.taskledger.query.projection.RowSecurity;
import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** PostgreSQL itself shows callers no rows but their own, whatever a query says. The service logs in as a superuser here. */
@ApplicationTest
@Import(SentStatements.class)
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RowSecurityTest {

    private static final String REFUSED = "42501";

    private final Api api;
    private final JdbcTemplate login;
    private final TransactionTemplate loginTransaction;
    private final CallerTransaction asking;
    private final CallerDatabase callerDatabase;
    private final JdbcTemplate queries;
    private final TransactionTemplate nobodys;
    private final EntityManagerFactory entities;
    private final List<Projection<?>> projections;
    private final MaintenanceDatabase maintenance;
    private final SentStatements sent;
    private final Answer anns;
    private final Answer bobs;

    RowSecurityTest(
            @Autowired Api api,
            @Autowired JdbcTemplate login,
            @Autowired JdbcTransactionManager loginTransactions,
            @Autowired CallerTransaction asking,
            @Autowired CallerDatabase callerDatabase,
            @Autowired PlatformTransactionManager transactions,
            @Autowired EntityManagerFactory entities,
            @Autowired List<Projection<?>> projections,
            @Autowired MaintenanceDatabase maintenance,
            @Autowired SentStatements sent) {
        this.api = api;
        this.login = login;
        this.loginTransaction = new TransactionTemplate(loginTransactions);
        this.asking = asking;
        this.callerDatabase = callerDatabase;
        this.queries = new JdbcTemplate(callerDatabase.connections());
        this.nobodys = new TransactionTemplate(transactions);
        this.entities = entities;
        this.projections = projections;
        this.maintenance = maintenance;
        this.sent = sent;
        anns = api.as("ann").create("Buy milk");
        bobs = api.as("bob").create("Sell milk");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/api/tasks", "/api/tasks?completed=false&q=milk&sort=title", "/api/tasks/{id}", "/api/tasks/{id}/history",
        "/api/audit", "/api/audit?type=created&from=2026-01-01T00:00:00Z", "/api/audit?task_id={id}"
    })
    void a_query_that_forgets_its_user_is_shown_none_but_the_callers_rows(String path) {
        for (Answer task : List.of(anns, bobs)) {
            String forgetful = forgetful(path.replace("{id}", task.id()));
            assertThat(owners(login, forgetful)).contains(task == bobs || !path.contains("{id}") ? "bob" : "ann");
            assertThat(asking.as(new UserId("ann"), () -> owners(queries, forgetful))).doesNotContain("bob").hasSizeLessThanOrEqualTo(1);
            assertThat(asking.as(new UserId("bob"), () -> owners(queries, forgetful))).doesNotContain("ann").hasSizeLessThanOrEqualTo(1);
            expectNothingForNobody(forgetful);
        }
    }

    @Test
    void a_count_that_forgets_its_user_counts_the_callers_rows() {
        String forgetful = forgetful("/api/tasks/summary");
        assertThat(total(login, forgetful)).isGreaterThan(1);
        assertThat(asking.as(new UserId("ann"), () -> total(queries, forgetful))).isEqualTo(1);
        assertThat(total(queries, forgetful)).isZero();
    }

    private static long total(JdbcTemplate database, String counting) {
        return Objects.requireNonNull(database.query(counting, row -> row.next() ? row.getLong(1) : -1));
    }

    /** What is sent for Ann, without the user in it. */
    private String forgetful(String path) {
        sent.clear();
        api.as("ann").get(path);
        assertThat(sent.all()).hasSize(1);
        String forgetful = sent.last().replaceAll("(\\w+\\.)?user_id ?= ?\\(?'ann'\\)?", "true");
        assertThat(forgetful).isNotEqualTo(sent.last());
        return forgetful;
    }

    private void expectNothingForNobody(String query) {
        assertThat(owners(queries, query)).as("outside of a transaction").isEmpty();
        nobodys.executeWithoutResult(_ -> assertThat(owners(queries, query)).as("in nobody's transaction").isEmpty());
        try (EntityManager entityManager = entities.createEntityManager()) {
            List<?> rows = entityManager.createNativeQuery(query).getResultList();
            assertThat(rows).as("by JPA, outside of a transaction").isEmpty();
        }
    }

    private static List<String> owners(JdbcTemplate database, String query) {
        return database.query(query, (row, _) -> row.getString("user_id")).stream().distinct().toList();
    }

    @Test
    void a_connection_is_entered_anew_for_each_transaction_and_never_commits_by_itself() throws SQLException {
        try (Connection connection = callerDatabase.connections().getConnection(); Statement statement = connection.createStatement()) {
            assertThat(count(statement)).isZero();
            connection.commit();
            try (Statement next = connection.createStatement()) {
                assertThat(count(next)).isZero();
            }
            assertThatThrownBy(connection::setSavepoint).isInstanceOf(SQLFeatureNotSupportedException.class);
            try (Statement next = connection.createStatement()) {
                assertThat(count(next)).isZero();
            }
            connection.commit();
            connection.setAutoCommit(true);
            for (int i = 0; i < 2; i++) {
                try (Statement next = connection.createStatement()) {
                    assertThat(count(next)).isZero();
                }
            }
        }
    }

    private static long count(Statement statement) throws SQLException {
        try (ResultSet counted = statement.executeQuery("select count(*) from tasks_2")) {
            return counted.next() ? counted.getLong(1) : -1;
        }
    }

    @Test
    void nothing_is_left_on_a_pooled_connection() {
        for (boolean failing : List.of(false, true)) {
            int connection = asking.as(new UserId("ann"), () -> {
                int pid = Objects.requireNonNull(queries.queryForObject("select pg_backend_pid()", Integer.class));
                if (failing) {
                    assertThatThrownBy(() -> queries.execute("select 1 / 0")).hasMessageContaining("division by zero");
                }
                return pid;
            });
            await().pollInSameThread().until(() -> { // it is offered to this thread first
                Map<String, @Nullable Object> after = login.queryForMap("""
                        select pg_backend_pid() as connection, current_user::text as role, current_setting('taskledger.caller', true) as caller,
                            current_setting('search_path') as search_path, current_setting('statement_timeout') as longest
                        """);
                assertThat(after).containsEntry("role", "postgres").containsEntry("caller", "").containsEntry("search_path", "\"$user\", public").containsEntry("longest", "0");
                return Objects.equals(after.get("connection"), connection);
            });
        }
    }

    @Test
    void a_transaction_is_one_callers() {
        asking.as(new UserId("ann"), () -> {
            assertThatThrownBy(() -> asking.as(new UserId("bob"), () -> 1)).isInstanceOf(IllegalStateException.class);
            return 1;
        });
    }

    @Test
    void callers_are_told_apart_exactly() {
        List<String> users = List.of(
                "o'hara", "O'hara", "o''hara", "o\"hara", " o'hara", "o'hara ", "o'hara\n", "\\", "\\\\", "%", "_", "$1", "?", "{0}", "null", "none", "postgres",
                RowSecurity.READER, "x', true); reset role; --", "';reset role;select'", "\u00e1", "a\u0301", "\ud83e\udd5b", "\u200b\u202e", "\u0001",
                "x".repeat(254) + "y", "x".repeat(255), "\ud83e\udd5b".repeat(255));
        users.forEach(this::giveTask);
        for (String user : users) {
            asking.as(new UserId(user), () -> {
                assertThat(queries.queryForList("select user_id from tasks_2", String.class)).containsExactly(user);
                assertThat(queries.queryForObject("select current_user", String.class)).isEqualTo(RowSecurity.READER);
                return user;
            });
        }
    }

    @Test
    void a_blank_caller_is_not_an_empty_one_and_an_empty_one_is_nobody() {
        giveTask("");
        giveTask(" ");
        giveTask("  ");
        assertThat(seenBy("")).isEmpty();
        assertThat(seenBy(" ")).containsExactly(" ");
    }

    private List<@Nullable String> seenBy(String caller) {
        return Objects.requireNonNull(loginTransaction.<List<@Nullable String>>execute(_ -> {
            login.query(RowSecurity.ENTER, _ -> {}, caller, "5000");
            return login.queryForList("select user_id from tasks_2", String.class);
        }));
    }

    private void giveTask(String user) {
        loginTransaction.executeWithoutResult(_ -> login.update("""
                insert into tasks_2 (id, user_id, title, title_caseless, title_key, completed, created_at, updated_at, version)
                values (gen_random_uuid(), ?, 'x', 'x', 'x', false, now(), now(), 0)
                """, user));
    }

    @Test
    void of_all_that_is_stored_the_reader_reads_the_guarded_tables_and_nothing_else() {
        loginTransaction.executeWithoutResult(_ -> login.execute("""
                create table if not exists "user" (id text primary key, email text);
                create table if not exists "session" (id text primary key, token text);
                """)); // as Better Auth makes them
        List<String> all = login.queryForList("""
                select oid::regclass::text from pg_class
                where relkind in ('r', 'p', 'v', 'm', 'f', 'S') and relnamespace not in (select oid from pg_namespace where nspname like 'pg\\_%' or nspname = 'information_schema')
                """, String.class).stream().map(String::valueOf).toList();
        assertThat(all).contains("tasks", "tasks_2", "audit", "domain_event_entry", "token_entry", "dead_letter", "projection_job", "cursor_key", "\"user\"", "session");
        for (String relation : all) {
            boolean guarded = Stream.of("tasks_2", "audit").anyMatch(relation::equals);
            assertThat(stateOf("select from " + relation)).as(relation).isEqualTo(guarded ? "" : REFUSED);
            assertThat(login.queryForObject("select relrowsecurity from pg_class where oid = ?::regclass", Boolean.class, relation)).as(relation).isEqualTo(guarded);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "insert into tasks_2 select * from tasks_2", "update tasks_2 set title = 'mine'", "delete from audit", "truncate tasks_2", "lock table tasks_2 in share mode",
        "alter table tasks_2 disable row level security", "drop policy of_the_caller on tasks_2", "drop table tasks_2", "create table mine (id int)",
        "create function tasks_2_of_another(text) returns boolean language sql as 'select true'", "select new_event_store_epoch()",
        "select * from projection_rebuild.tasks_2", "create role other",
        "insert into domain_event_entry (aggregate_identifier, sequence_number) values ('x', 0)"
    })
    void the_reader_changes_nothing(String statement) {
        assertThat(stateOf(statement)).isEqualTo(REFUSED);
    }

    /** What PostgreSQL answers in a transaction that might write: empty where it did as it was told. */
    private String stateOf(String statement) {
        return Objects.requireNonNull(loginTransaction.execute(transaction -> {
            transaction.setRollbackOnly();
            login.query(RowSecurity.ENTER, _ -> {}, "ann", "5000");
            try {
                login.execute(statement);
                return "";
            } catch (DataAccessException e) {
                return ((SQLException) e.getMostSpecificCause()).getSQLState();
            }
        }));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "alter table %s disable row level security", "drop policy of_the_caller on %s", "revoke all on %s from taskledger_reader",
        "drop policy of_the_caller on %s; create policy of_the_caller on %s for select to taskledger_reader using (true)",
        "create policy another on %s using (true)",
        "drop function %s_of_another", "revoke execute on function %s_of_another from taskledger_reader",
        "create or replace function %s_of_another(task uuid) returns boolean language sql security definer set search_path = pg_catalog, pg_temp as 'select true'"
    })
    void what_is_missing_of_it_is_made_again(String loss) {
        List<@Nullable String> before = guards();
        for (String table : List.of("tasks_2", "audit")) {
            loginTransaction.executeWithoutResult(_ -> login.execute(loss.replace("%s", table)));
            assertThat(guards()).isNotEqualTo(before);
            RowSecurity.of(projections).forEach(security -> security.establish(maintenance));
            assertThat(guards()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "drop function audit_lacking_from", "revoke execute on function audit_lacking_from from taskledger_reader",
        "create or replace function audit_lacking_from() returns bigint language sql security definer set search_path = pg_catalog, pg_temp as 'select null::bigint'"
    })
    void so_is_what_says_where_changes_end(String loss) {
        List<@Nullable String> before = guards();
        loginTransaction.executeWithoutResult(_ -> login.execute(loss));
        assertThat(guards()).isNotEqualTo(before);
        RowSecurity.of(projections).forEach(security -> security.establish(maintenance));
        assertThat(guards()).isEqualTo(before);
    }

    private List<@Nullable String> guards() {
        return login.queryForList("""
                select concat_ws(' ', relname, relrowsecurity, relforcerowsecurity, relacl, (
                    select string_agg(concat_ws(' ', polname, polroles::regrole[], polcmd, pg_get_expr(polqual, polrelid)), ',') from pg_policy where polrelid = pg_class.oid))
                from pg_class where relname in ('tasks_2', 'audit')
                union all
                select concat_ws(' ', pg_get_functiondef(oid), proacl) from pg_proc where proname like '%of_another' or proname like '%lacking_from'
                order by 1
                """, String.class);
    }

    /** Queries that are asked meanwhile wait for no more than a moment behind who waits for the table. */
    @Test
    void a_table_that_is_being_read_is_waited_for() throws Exception {
        loginTransaction.executeWithoutResult(_ -> login.execute("revoke all on tasks_2 from taskledger_reader; alter table tasks_2 disable row level security"));
        List<@Nullable String> before = guards();
        try (Connection reader = maintenance.connections().getConnection(); ExecutorService threads = Executors.newSingleThreadExecutor()) {
            reader.setAutoCommit(false);
            try (Statement statement = reader.createStatement()) {
                statement.execute("lock table tasks_2 in access share mode");
            }
            Future<?> establishing = threads.submit(() -> RowSecurity.of(projections).forEach(security -> security.establish(maintenance)));
            await().pollInterval(Duration.ofMillis(1)).until(this::somebodyWaits);
            await().pollInterval(Duration.ofMillis(1)).until(() -> !somebodyWaits());
            assertThat(guards()).isEqualTo(before);
            reader.rollback();
            establishing.get();
        }
        assertThat(guards()).isNotEqualTo(before);
        api.as("ann").get("/api/tasks").expect(200);
    }

    private boolean somebodyWaits() {
        return !login.queryForList("select 1 from pg_locks where not granted and relation = 'tasks_2'::regclass").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasks_2", "audit"})
    void of_a_task_that_is_not_shown_only_whether_it_is_anothers_is_told(String table) {
        String ask = "select " + table + "_of_another('%s')";
        String nobodysTask = "00000000-0000-7000-8000-000000000000";
        asking.as(new UserId("ann"), () -> {
            assertThat(queries.queryForObject(ask.formatted(bobs.id()), Boolean.class)).isTrue();
            assertThat(queries.queryForObject(ask.formatted(anns.id()), Boolean.class)).isFalse();
            assertThat(queries.queryForObject(ask.formatted(nobodysTask), Boolean.class)).isFalse();
            return 1;
        });
        assertThat(queries.queryForObject(ask.formatted(bobs.id()), Boolean.class)).as("asked by nobody").isFalse();
        assertThat(login.queryForList("select proname::text from pg_proc where prosecdef and pronamespace = 'public'::regnamespace order by 1", String.class))
                .containsExactly("audit_lacking_from", "audit_of_another", "tasks_2_of_another");
        assertThat(login.queryForObject("select proconfig::text from pg_proc where proname = ?", String.class, table + "_of_another"))
                .isEqualTo("{\"search_path=pg_catalog, pg_temp\"}");
        loginTransaction.executeWithoutResult(_ -> login.execute("""
                do $$ begin create role stranger; exception when duplicate_object then null; end $$;
                """));
        assertThat(login.queryForObject("select has_function_privilege('stranger', ?, 'execute')", Boolean.class, table + "_of_another(uuid)")).isFalse();
    }
}
