package io.taskledger.query.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taskledger.kernel.UserId;
import io.taskledger.query.projection.RowSecurity;
import io.taskledger.support.PgBouncer;
import io.taskledger.support.RoundTrips;
import io.taskledger.support.Session;
import io.taskledger.support.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * However a query is sent, it runs as the reader and is shown the caller's rows alone. The login role is a superuser here, whom no policy holds:
 * a query that runs as it is shown both users' rows. Each test has one connection, on which the driver may learn.
 */
class CallerConnectionsTest {

    private static final int EXECUTIONS = 20;
    private static final UserId ANN = new UserId("ann");
    private static final Instant LATER = Instant.parse("9999-01-01T00:00:00Z");
    private static final String WHO = "select current_user::text as role, string_agg(user_id, ',' order by user_id) as users from note";

    private final String database = TestPostgres.newDatabase();
    private final Session beside = Session.on(database);
    private final SingleConnectionDataSource login = new SingleConnectionDataSource(database, true);
    private CallerDatabase queries = new CallerDatabase(login, Duration.ofSeconds(5));

    CallerConnectionsTest() {
        beside.run("""
                do $$ begin create role taskledger_reader; exception when duplicate_object then null; end $$;
                create table event_store_epoch (name text);
                insert into event_store_epoch values (null);
                create table note (user_id text not null, at timestamptz not null, text text);
                insert into note values ('ann', now(), 'a'), ('bob', now(), 'b');
                alter table note enable row level security;
                create policy of_the_caller on note for select to taskledger_reader using (user_id = nullif(current_setting('taskledger.caller', true), ''));
                grant usage on schema public to taskledger_reader;
                grant select on note to taskledger_reader;
                """);
    }

    @AfterEach
    void close() {
        login.destroy();
        beside.close();
    }

    /** What has the driver put a Sync between two parts of a text: what is untyped, what it has described, what it has not prepared. */
    enum Trigger {
        NO_PARAMETER("") {
            @Override
            void set(PreparedStatement query, int execution) {}
        },
        TIMESTAMP(" where at <= ?") {
            @Override
            void set(PreparedStatement query, int execution) throws SQLException {
                query.setTimestamp(1, Timestamp.from(LATER), Calendar.getInstance(TimeZone.getTimeZone("UTC")));
            }
        },
        UNTYPED_NULL(" where coalesce(?, text) = text") {
            @Override
            void set(PreparedStatement query, int execution) throws SQLException {
                query.setNull(1, Types.NULL);
            }
        },
        TYPED_NULL(" where coalesce(?, text) = text") {
            @Override
            void set(PreparedStatement query, int execution) throws SQLException {
                query.setNull(1, Types.VARCHAR);
            }
        },
        NULL_OBJECT(" where coalesce(?, text) = text") {
            @Override
            void set(PreparedStatement query, int execution) throws SQLException {
                query.setObject(1, null);
            }
        },
        OTHER_TYPE(" where ? = '1' or text is not null") {
            @Override
            void set(PreparedStatement query, int execution) throws SQLException {
                query.setObject(1, "1", Types.OTHER);
            }
        },
        NOW_NULL_AND_NOW_NOT(" where coalesce(?, text) = text") {
            @Override
            void set(PreparedStatement query, int execution) throws SQLException {
                if (execution % 2 == 0) {
                    query.setNull(1, Types.NULL);
                } else {
                    query.setString(1, "a");
                }
            }
        },
        TYPE_THAT_CHANGES(" where ?::text <> ''") {
            @Override
            void set(PreparedStatement query, int execution) throws SQLException {
                switch (execution % 3) {
                    case 0 -> query.setLong(1, execution);
                    case 1 -> query.setString(1, "one");
                    default -> query.setBoolean(1, true);
                }
            }
        },
        DESCRIBED_PARAMETERS(" where coalesce(?, text) = text") {
            @Override
            void set(PreparedStatement query, int execution) throws SQLException {
                query.setNull(1, Types.NULL);
                ParameterMetaData parameters = query.getParameterMetaData();
                assertThat(parameters.getParameterCount()).isEqualTo(1);
                assertThat(parameters.getParameterTypeName(1)).isEqualTo("text");
            }
        },
        DESCRIBED_AFTERWARDS(" where at <= ?") {
            @Override
            void set(PreparedStatement query, int execution) throws SQLException {
                query.setTimestamp(1, Timestamp.from(LATER));
                assertThat(query.getParameterMetaData().getParameterCount()).isEqualTo(1);
            }
        };

        private final String where;

        Trigger(String where) {
            this.where = where;
        }

        abstract void set(PreparedStatement query, int execution) throws SQLException;
    }

    /** In which the driver describes nothing. */
    private static final Set<Trigger> IN_SIMPLE_MODE =
            EnumSet.complementOf(EnumSet.of(Trigger.DESCRIBED_PARAMETERS, Trigger.DESCRIBED_AFTERWARDS));

    /** Settings that a user's URL could have, all of which change what the driver sends. */
    static List<String> settings() {
        return List.of(
                "", "prepareThreshold=0", "prepareThreshold=1", "prepareThreshold=5", "prepareThreshold=-1",
                "preferQueryMode=simple", "preferQueryMode=extended", "preferQueryMode=extendedForPrepared", "preferQueryMode=extendedCacheEverything",
                "stringtype=unspecified", "stringtype=unspecified&prepareThreshold=1", "autosave=always", "autosave=conservative",
                "autosave=always&preferQueryMode=simple", "binaryTransfer=false", "prepareThreshold=-1&binaryTransfer=true",
                "preparedStatementCacheQueries=0", "reWriteBatchedInserts=true", "readOnlyMode=ignore", "readOnlyMode=always",
                "cleanupSavepoints=true&autosave=always", "groupStartupParameters=true", "adaptiveFetch=true", "defaultRowFetchSize=1");
    }

    @ParameterizedTest
    @MethodSource("settings")
    void each_query_runs_as_the_reader_and_leaves_the_connection_the_login_roles(String setting) throws Exception {
        expectTheReader(database + "&" + setting);
    }

    @Test
    @EnabledIf(value = PgBouncer.IS_INSTALLED, disabledReason = "there is no pgbouncer on this machine")
    void so_it_is_through_a_pooler() throws Exception {
        try (var pooler = new PgBouncer(database)) {
            for (String setting : List.of("", "preferQueryMode=simple", "stringtype=unspecified", "autosave=always")) {
                expectTheReader(pooler.url() + "&" + setting);
            }
        }
    }

    private static void expectTheReader(String url) throws Exception {
        var one = new SingleConnectionDataSource(url, true);
        try {
            CallerDatabase asked = new CallerDatabase(one, Duration.ofSeconds(5));
            for (Trigger trigger : url.contains("preferQueryMode=simple") ? IN_SIMPLE_MODE : EnumSet.allOf(Trigger.class)) {
                for (int i = 0; i < EXECUTIONS; i++) {
                    int execution = i;
                    expectAnns(asked, trigger, execution);
                    expectNothingLeft(one);
                }
            }
            List<Integer> all = asAnn(() -> asked.client().sql("select generate_series(1, 100)").query(Integer.class).list());
            assertThat(all).hasSize(100);
        } finally {
            one.destroy();
        }
    }

    private static void expectAnns(CallerDatabase asked, Trigger trigger, int execution) {
        ScopedValue.where(CallerDatabase.ENTRY, new Entry(ANN)).run(() -> {
            try {
                expectShown(asked, trigger, execution);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void expectShown(CallerDatabase asked, Trigger trigger, int execution) throws SQLException {
        try (Connection connection = asked.connections().getConnection();
                PreparedStatement query = connection.prepareStatement(WHO + trigger.where)) {
            trigger.set(query, execution);
            try (ResultSet rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString("role")).as("%s, execution %s", trigger, execution).isEqualTo(RowSecurity.READER);
                assertThat(rows.getString("users")).as("%s, execution %s", trigger, execution).isEqualTo("ann");
            }
        }
    }

    /** Asked in a way that changes nothing of what the driver knows of the connection's queries. */
    private static void expectNothingLeft(SingleConnectionDataSource one) throws SQLException {
        try (Statement statement = one.getConnection().createStatement();
                ResultSet row = statement.executeQuery("""
                        select current_user::text, coalesce(current_setting('taskledger.caller', true), ''),
                            current_setting('statement_timeout'), current_setting('search_path')
                        """)) {
            row.next();
            assertThat(List.of(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                    .containsExactly("postgres", "", "0", "\"$user\", public");
        }
        one.getConnection().rollback();
    }

    /** Where a parameter has no type, the driver waits before the query and after it, from the sixth time on. */
    @ParameterizedTest
    @CsvSource({"NO_PARAMETER, 1", "TYPED_NULL, 1", "TIMESTAMP, 3", "UNTYPED_NULL, 3"})
    void only_a_parameter_without_a_type_costs_more_than_one_round_trip(Trigger trigger, int most) throws Exception {
        var one = new SingleConnectionDataSource(RoundTrips.countedOn(database), true);
        try {
            CallerDatabase asked = new CallerDatabase(one, Duration.ofSeconds(5));
            one.getConnection();
            List<Integer> trips = new ArrayList<>();
            for (int i = 0; i < EXECUTIONS; i++) {
                int execution = i;
                trips.add(RoundTrips.during(() -> expectAnns(asked, trigger, execution)));
            }
            assertThat(trips.subList(1, EXECUTIONS)).allSatisfy(count -> assertThat(count).isBetween(1, most));
            assertThat(trips.getLast()).isEqualTo(most);
        } finally {
            one.destroy();
        }
    }

    @ParameterizedTest
    @EnumSource(Trigger.class)
    void one_statement_that_is_kept_is_entered_anew_each_time(Trigger trigger) throws Exception {
        try (Connection connection = queries.connections().getConnection();
                PreparedStatement query = connection.prepareStatement(WHO + trigger.where)) {
            for (int i = 0; i < EXECUTIONS; i++) {
                UserId caller = new UserId(i % 2 == 0 ? "ann" : "bob");
                trigger.set(query, i);
                String users = as(caller, () -> {
                    try (ResultSet rows = query.executeQuery()) {
                        return rows.next() ? String.valueOf(rows.getString("users")) : "";
                    }
                });
                assertThat(users).isIn(caller.value(), trigger == Trigger.NOW_NULL_AND_NOW_NOT ? "null" : caller.value());
            }
            trigger.set(query, 0);
            try (ResultSet rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString("users")).as("asked by nobody").isNull();
            }
        }
    }

    @Test
    void a_query_that_fails_costs_the_connection_nothing() throws Exception {
        for (int i = 0; i < EXECUTIONS; i++) {
            assertThatThrownBy(() -> asAnn(() -> client().sql("select 1 / (count(*) - 1) from note").query(Long.class).single()))
                    .hasMessageContaining("division by zero");
            expectNothingLeft(login);
            assertThat(anns()).isEqualTo("ann");
        }
    }

    @Test
    void so_does_one_that_takes_too_long() throws Exception {
        queries = new CallerDatabase(login, Duration.ofMillis(100));
        assertThatThrownBy(() -> asAnn(() -> client().sql("select pg_sleep(60)").query().listOfRows())).hasMessageContaining("statement timeout");
        expectNothingLeft(login);
        assertThat(anns()).isEqualTo("ann");
    }

    @Test
    void so_does_one_that_is_canceled() throws Exception {
        assertThatThrownBy(() -> whileItSleeps("pg_cancel_backend")).hasStackTraceContaining("canceling statement due to user request");
        expectNothingLeft(login);
        assertThat(anns()).isEqualTo("ann");
    }

    @Test
    void one_whose_connection_breaks_says_so_and_the_next_connection_is_as_good() {
        assertThatThrownBy(() -> whileItSleeps("pg_terminate_backend")).hasStackTraceContaining("terminating connection");
        login.resetConnection();
        assertThat(anns()).isEqualTo("ann");
    }

    private void whileItSleeps(String signal) throws Exception {
        String sleeping = "pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()";
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<?> asked = threads.submit(() -> asAnn(() -> client().sql("select pg_sleep(60)").query().listOfRows()));
            await().until(() -> beside.number("select count(*) from " + sleeping) == 1);
            beside.run("select %s(pid) from %s".formatted(signal, sleeping));
            asked.get();
        }
    }

    @Test
    void one_that_waits_for_a_lock_of_the_epoch_gives_up_in_time() throws Exception {
        beside.run("begin; lock table event_store_epoch in access exclusive mode");
        assertThatThrownBy(this::anns).hasMessageContaining("lock timeout");
        beside.run("rollback");
        expectNothingLeft(login);
        assertThat(anns()).isEqualTo("ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "select 1; select user_id from note", "commit; select user_id from note", "select 1;;select 2", "",
        "select 1 as \"a;b\"; rollback", "select 'it''s'; reset role", "select $$;$$; reset role", "select '\\'; reset role; --'"
    })
    void a_text_of_more_than_one_statement_is_refused(String text) throws Exception {
        assertThatThrownBy(() -> asAnn(() -> ask(text))).isInstanceOf(SQLSyntaxErrorException.class).hasMessage("A query has to be one statement.");
        expectNothingLeft(login);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "select 1 -- ; reset role", "select 1 /* ; reset role */", "select 1 as \";\"", "select ';commit'", "select $a$;reset role$a$", "; select 1;",
        "commit", "rollback", "reset role", "set role postgres"
    })
    void a_semicolon_that_separates_nothing_is_none_and_one_statement_ends_nothing_but_its_own_transaction(String text) throws Exception {
        asAnn(() -> ask(text));
        expectNothingLeft(login);
        assertThat(anns()).isEqualTo("ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"select user_id from note where text <> '", "select user_id from note /*", "select user_id from note where text <> $a$", "select 1 as \""})
    void one_that_ends_in_an_open_quote_or_comment_is_an_error(String text) throws Exception {
        assertThatThrownBy(() -> asAnn(() -> ask(text))).isInstanceOf(SQLException.class);
        expectNothingLeft(login);
        assertThat(anns()).isEqualTo("ann");
    }

    private List<String> ask(String text) throws SQLException {
        try (Connection connection = queries.connections().getConnection(); Statement statement = connection.createStatement()) {
            return List.of(String.valueOf(statement.execute(text)));
        }
    }

    /** Where rows come by a function, as many results as it likes are one. */
    @Test
    void the_one_result_is_the_querys() throws Exception {
        try (Connection connection = queries.connections().getConnection();
                PreparedStatement query = connection.prepareStatement("select generate_series(1, 3)")) {
            assertThat(query.execute()).isTrue();
            try (ResultSet rows = query.getResultSet()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(1);
            }
            assertThat(query.getMoreResults()).isFalse();
            assertThat(query.getUpdateCount()).isEqualTo(-1);
            assertThat(query.execute()).isTrue();
        }
    }

    /** What comes after a Sync would run as the login role. */
    @ParameterizedTest
    @EnumSource
    void no_query_is_carried_out_with_auto_commit_on(Trigger trigger) throws Exception {
        try (Connection connection = queries.connections().getConnection();
                PreparedStatement query = connection.prepareStatement(WHO + trigger.where)) {
            login.getConnection().setAutoCommit(true);
            trigger.set(query, 0);
            assertThatIllegalStateException().isThrownBy(query::executeQuery).withMessage("a query needs an explicit transaction");
            assertThatIllegalStateException().isThrownBy(query::execute);
        }
    }

    interface Use {
        void of(PreparedStatement query) throws SQLException;
    }

    static Stream<Use> refused() {
        return Stream.of(
                query -> query.setFetchSize(10),
                query -> query.setMaxRows(10),
                query -> query.setQueryTimeout(1),
                PreparedStatement::executeUpdate,
                PreparedStatement::executeLargeUpdate,
                PreparedStatement::addBatch,
                PreparedStatement::executeBatch,
                Statement::cancel,
                PreparedStatement::getMetaData,
                query -> query.unwrap(PreparedStatement.class),
                query -> query.execute("select user_id from note"),
                query -> query.executeQuery("select user_id from note"),
                query -> query.getConnection().unwrap(Connection.class),
                query -> query.getConnection().prepareCall("select 1"),
                query -> query.getConnection().setSavepoint(),
                query -> query.getConnection().setSchema("other"),
                query -> query.getConnection().prepareStatement("select 1", Statement.RETURN_GENERATED_KEYS),
                query -> query.getConnection().prepareStatement("select 1", new String[] {"id"}),
                query -> query.getConnection().createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void what_could_go_past_the_callers_transaction_is_refused(Use use) throws Exception {
        try (Connection connection = queries.connections().getConnection(); PreparedStatement query = connection.prepareStatement("select 1")) {
            assertThatThrownBy(() -> use.of(query)).isInstanceOf(SQLFeatureNotSupportedException.class);
            assertThat(query.isWrapperFor(PreparedStatement.class)).isFalse();
            assertThat(query.getConnection()).isSameAs(connection);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, -2})
    void parameters_are_numbered_from_one(int parameter) throws Exception {
        try (Connection connection = queries.connections().getConnection(); PreparedStatement query = connection.prepareStatement(WHO)) {
            assertThatThrownBy(() -> query.setString(parameter, "bob")).isInstanceOf(SQLException.class).hasMessageContaining("from 1");
        }
    }

    @Test
    void what_a_caller_is_called_is_never_read_as_sql() throws Exception {
        for (String name : List.of("ann', true); reset role; --", "?", "$1", "o'hara", "{fn user()}", "\\")) {
            assertThat(as(new UserId(name), () -> client().sql("select current_setting('taskledger.caller')").query(String.class).single())).isEqualTo(name);
        }
    }

    @Test
    void the_queries_of_a_question_are_carried_out_in_one_epoch() throws Exception {
        asAnn(() -> {
            anns(client());
            beside.run("update event_store_epoch set name = 'second'");
            assertThatThrownBy(() -> anns(client())).isInstanceOf(TransientDataAccessResourceException.class);
            return 1;
        });
        expectNothingLeft(login);
        var entry = new Entry(ANN);
        ScopedValue.where(CallerDatabase.ENTRY, entry).call(() -> anns(client()));
        assertThat(entry.epoch()).isEqualTo("second");
    }

    @Test
    void a_query_can_write_nothing() {
        beside.run("grant insert on note to taskledger_reader");
        assertThatThrownBy(() -> asAnn(() -> ask("insert into note values ('ann', now(), 'c')"))).hasMessageContaining("read-only transaction");
    }

    @Test
    void plain_statements_and_templates_ask_in_the_same_way() throws Exception {
        var template = new JdbcTemplate(queries.connections());
        for (int i = 0; i < EXECUTIONS; i++) {
            assertThat(asAnn(() -> Objects.requireNonNull(template.queryForMap(WHO)).values())).containsExactly(RowSecurity.READER, "ann");
            assertThat(asAnn(() -> Arrays.asList(template.queryForMap(WHO + " where text = ?", "b").values().toArray()))).containsExactly(RowSecurity.READER, null);
        }
    }

    private JdbcClient client() {
        return queries.client();
    }

    private String anns() {
        try {
            return asAnn(() -> anns(client()));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String anns(JdbcClient client) {
        return String.valueOf(client.sql(WHO).query().singleRow().get("users"));
    }

    private static <T> T asAnn(Callable<T> question) throws Exception {
        return as(ANN, question);
    }

    private static <T> T as(UserId caller, Callable<T> question) throws Exception {
        return ScopedValue.where(CallerDatabase.ENTRY, new Entry(caller)).call(question::call);
    }
}
