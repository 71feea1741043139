package io.taskledger.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.taskledger.StartupRefused;
import io.taskledger.TaskLedger;
import io.taskledger.kernel.UserId;
import io.taskledger.query.caller.CallerDatabase;
import io.taskledger.query.caller.CallerTransaction;
import io.taskledger.query.projection.MaintenanceDatabase;
import io.taskledger.support.Api;
import io.taskledger.support.RunningService;
import io.taskledger.support.TestCluster;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** What it takes to start where the login role may not do everything, on a cluster of its own: a role is the cluster's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReaderRoleTest {

    private final TestCluster cluster;
    private final JdbcTemplate administrator;

    ReaderRoleTest(@TempDir Path data) throws IOException {
        cluster = new TestCluster(data.resolve("postgresql"));
        administrator = new JdbcTemplate(new DriverManagerDataSource(cluster.url()));
    }

    @BeforeEach
    void make_a_database() {
        administrator.execute("create role \"App-1\" login");
        administrator.execute("create database ledger owner \"App-1\"");
    }

    @AfterEach
    void leave_the_cluster_as_it_was() {
        administrator.execute("drop database ledger with (force)");
        administrator.execute("drop role if exists taskledger_reader");
        administrator.execute("drop role \"App-1\"");
    }

    @AfterAll
    void stop() throws IOException {
        cluster.close();
    }

    @Test
    void one_that_may_not_is_told_what_an_administrator_has_to_run_and_that_is_enough() throws Exception {
        StartupRefused refused = refusal();
        assertThat(refused).hasMessage(
                "The role taskledger_reader, as which queries run, is not there, and \"App-1\" can't make it: permission denied to create role.");
        assertThat(refused.remedy())
                .isEqualTo("Have an administrator run: create role taskledger_reader nologin; grant taskledger_reader to \"App-1\";");
        assertThat(inLedger().queryForList("select tablename::text from pg_tables where schemaname = 'public'", String.class))
                .containsExactly("flyway_schema_history");

        try (RunningService service = RunningService.start(Map.of("DATABASE_URL", url("App-1"), "BETTER_AUTH_SECRET", Tokens.SECRET))) {
            assertThat(service.exitCode()).isOne();
            assertThat(service.log()).contains(refused.getMessage(), refused.remedy()).doesNotContain("\tat ");
        }
        administrator.execute(refused.remedy().replaceFirst(".*: ", ""));
        expectItServes();
    }

    @Test
    void where_the_role_is_there_and_not_granted_that_is_all_that_is_asked_for() {
        administrator.execute("create role taskledger_reader nologin");
        StartupRefused refused = refusal();
        assertThat(refused).hasMessage("Queries run as the role taskledger_reader, and \"App-1\" can't become it: permission denied to grant role \"taskledger_reader\".");
        administrator.execute(refused.remedy().replaceFirst(".*: ", ""));
        expectItServes();
    }

    @Test
    void a_reader_that_row_level_security_does_not_hold_is_refused() {
        administrator.execute("create role taskledger_reader nologin bypassrls");
        administrator.execute("grant taskledger_reader to \"App-1\"");
        assertThat(refusal()).hasMessage("The role taskledger_reader, as which queries run, goes past row-level security on the table audit.");
        administrator.execute(refusal().remedy().replaceFirst(".*: ", ""));
        administrator.execute("grant pg_read_all_data to taskledger_reader");
        assertThat(refusal()).hasMessage("The role taskledger_reader, as which queries run, is a member of pg_read_all_data, and may do what that may.");
        administrator.execute(refusal().remedy().replaceFirst(".*: ", ""));
        expectItServes();
    }

    @Test
    void a_reader_that_may_read_more_than_it_needs_is_refused() {
        administrator.execute("alter role \"App-1\" createrole");
        expectItServes();
        inLedger().execute("grant select on domain_event_entry, idempotency_key to taskledger_reader");
        assertThat(refusal().getMessage()).contains("domain_event_entry", "idempotency_key").doesNotContain("tasks");
        inLedger().execute(refusal().remedy().replaceFirst(".*: ", ""));
        expectItServes();
    }

    @Test
    void whoever_is_to_fold_and_is_held_to_the_policy_is_refused() {
        administrator.execute("alter role \"App-1\" createrole");
        expectItServes();
        inLedger().execute("alter table tasks_2 force row level security");
        assertThat(refusal()).hasMessageStartingWith("The table tasks_2 is ");
        inLedger().execute("alter table tasks_2 no force row level security");
        expectItServes();
    }

    @Test
    void tables_may_be_in_a_schema_that_is_called_like_the_login_role() {
        administrator.execute("alter role \"App-1\" createrole");
        inLedger().execute("create schema authorization \"App-1\"");
        expectItServes();
        assertThat(inLedger().queryForList("select schemaname::text from pg_tables where tablename in ('tasks_2', 'audit')", String.class))
                .containsExactly("App-1", "App-1");
    }

    /** As where a dump is restored on a cluster that has no such role. */
    @Test
    void one_that_may_make_roles_makes_what_is_missing_at_a_start_and_users_are_kept_apart_though_it_owns_the_tables() {
        administrator.execute("alter role \"App-1\" createrole");
        expectItServes();
        assertThat(administrator.queryForMap("select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = 'taskledger_reader'"))
                .isEqualTo(Map.of("rolcanlogin", false, "rolsuper", false, "rolbypassrls", false, "rolcreaterole", false));
        inLedger().execute("drop owned by taskledger_reader");
        administrator.execute("drop role taskledger_reader");
        expectItServes();
    }

    @Test
    void services_of_one_cluster_make_it_at_the_same_time() throws Exception {
        administrator.execute("alter role \"App-1\" createrole");
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int round = 0; round < 20; round++) {
                administrator.execute("drop role if exists taskledger_reader");
                List<Future<?>> made = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    made.add(threads.submit(() -> ReaderRole.make(new MaintenanceDatabase(new DriverManagerDataSource(url("App-1"))))));
                }
                for (Future<?> one : made) {
                    one.get();
                }
            }
        }
    }

    private void expectItServes() {
        try (ConfigurableApplicationContext service = ledger()) {
            Api api = Api.on(() -> service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
            String annsTask = api.as("ann").create("Ann's").path();
            api.as("ann").get(annsTask + "/history").expect(200);
            api.as("bob").create("Bob's");
            api.as("bob").get(annsTask).expect(403);
            api.as("bob").get(annsTask + "/history").expect(403);
            JdbcTemplate queries = new JdbcTemplate(service.getBean(CallerDatabase.class).connections());
            for (String table : List.of("tasks_2", "audit")) {
                String forgetful = "select distinct user_id from " + table;
                assertThat(service.getBean(CallerTransaction.class).as(new UserId("bob"), () -> queries.queryForList(forgetful, String.class)))
                        .containsExactly("bob");
                assertThat(queries.queryForList(forgetful)).isEmpty();
                assertThat(service.getBean(JdbcTemplate.class).queryForList(forgetful)).hasSize(2);
            }
        }
    }

    private StartupRefused refusal() {
        Throwable thrown = catchThrowable(() -> ledger().close());
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .filter(StartupRefused.class::isInstance)
                .map(StartupRefused.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("it was not refused", thrown));
    }

    private ConfigurableApplicationContext ledger() {
        return SpringApplication.run(
                TaskLedger.class, "--DATABASE_URL=" + url("App-1"), "--BETTER_AUTH_SECRET=" + Tokens.SECRET, "--PORT=0");
    }

    private JdbcTemplate inLedger() {
        return new JdbcTemplate(new DriverManagerDataSource(url("postgres")));
    }

    private String url(String user) {
        return "jdbc:postgresql://localhost:%d/ledger?user=%s".formatted(cluster.port(), user);
    }
}
