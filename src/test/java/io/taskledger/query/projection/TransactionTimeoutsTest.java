package io.taskledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.query.caller.CallerDatabase;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Session;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** PostgreSQL ends each transaction of ours whose process stands still: that is set in the transaction itself, and in no other. */
@ApplicationTest
@Timeout(60)
class TransactionTimeoutsTest {

    private final JdbcTemplate database;
    private final TransactionManager transactions;
    private final MaintenanceDatabase maintenance;

    TransactionTimeoutsTest(@Autowired JdbcTemplate database, @Autowired TransactionManager transactions, @Autowired MaintenanceDatabase maintenance) {
        this.database = database;
        this.transactions = transactions;
        this.maintenance = maintenance;
    }

    @Test
    void a_transaction_that_stores_a_position_has_time_outs(@Autowired Serializer serializer) {
        var tokens = new ProjectionTokens(database, serializer, Set.of("timed"));
        Set<String> timed = Set.of("timed");
        transactions.executeInTransaction(() -> {
            tokens.look(timed);
            tokens.claim(timed);
        });
        transactions.executeInTransaction(() -> {
            tokens.hold(Map.of("timed", 0L));
            assertThat(settings(database)).containsExactly("3s", "8s", "2s");
            tokens.store(timed, 8);
            database.update("delete from token_entry where processor_name = 'timed'");
        });
    }

    @Test
    void a_transaction_of_maintenance_has_time_outs() {
        maintenance.transaction().executeWithoutResult(_ -> assertThat(settings(maintenance.statements())).containsExactly("3s", "0", "2s"));
        assertThat(settings(maintenance.statements())).as("outside of one").containsOnly("0");
    }

    @Test
    void the_swap_of_a_rebuild_ends_within_two_seconds() {
        assumeThat(database.queryForObject("select current_setting('server_version_num')::int", Integer.class)).isGreaterThanOrEqualTo(170_000);
        maintenance.transaction().executeWithoutResult(_ -> {
            maintenance.statements().query(TransactionTimeouts.SWAP.sql(), _ -> {});
            assertThat(settings(maintenance.statements())).containsExactly("100ms", "1s", "1s");
            assertThat(setting(maintenance.statements(), "transaction_timeout")).isEqualTo("2s");
        });
    }

    @Test
    void a_query_has_time_outs() {
        maintenance.transaction().executeWithoutResult(_ -> {
            maintenance.statements().query(RowSecurity.ENTER, _ -> {}, "ann", "5000");
            assertThat(setting(maintenance.statements(), "idle_in_transaction_session_timeout")).isEqualTo("4s");
            assertThat(setting(maintenance.statements(), "lock_timeout")).isEqualTo("4s");
        });
    }

    @Test
    void a_query_waits_for_the_epoch_no_longer_than_for_another_table(
            @Autowired CallerDatabase queries, @Autowired Environment environment) {
        try (Session session = Session.on(environment.getRequiredProperty("DATABASE_URL"))) {
            session.run("begin");
            session.run("lock table event_store_epoch in access exclusive mode");
            assertThatThrownBy(() -> queries.client().sql("select 1").query(Integer.class).single()).isInstanceOfSatisfying(
                    DataAccessException.class,
                    failure -> assertThat(((SQLException) failure.getMostSpecificCause()).getSQLState()).isEqualTo("55P03"));
        }
    }

    @Test
    void a_transaction_that_stands_still_lets_go_of_its_locks(@Autowired Environment environment) {
        try (Session session = Session.on(environment.getRequiredProperty("DATABASE_URL"))) {
            assertThatThrownBy(() -> maintenance.transaction().executeWithoutResult(_ -> {
                maintenance.statements().execute("lock table dead_letter in access exclusive mode");
                await().until(() -> session.number("select count(*) from pg_locks where relation = 'dead_letter'::regclass and mode = 'AccessExclusiveLock'") == 0);
            })).as("its commit").isNotNull();
        }
    }

    private static List<String> settings(JdbcTemplate database) {
        return Stream.of("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout").map(name -> setting(database, name)).toList();
    }

    private static String setting(JdbcTemplate database, String name) {
        return Objects.requireNonNull(database.queryForObject("select current_setting(?)", String.class, name));
    }
}
