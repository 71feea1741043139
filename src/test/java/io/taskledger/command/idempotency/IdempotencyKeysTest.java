package io.taskledger.command.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.taskledger.kernel.TaskId;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Session;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.Optional;
import java.util.UUID;

/** What a transaction that remembers an answer commits with it. */
@ApplicationTest
class IdempotencyKeysTest {

    private static final OwnedKey KEY = new OwnedKey("ann", new IdempotencyKey("k"));

    private final Remembered answer = new Remembered(new TaskId(UUID.randomUUID()), 7, new Success(204, null, null, null));
    private final IdempotencyKeys keys;
    private final TransactionManager transactions;
    private final JdbcTemplate database;
    private final Session session;

    IdempotencyKeysTest(
            @Autowired IdempotencyKeys keys,
            @Autowired TransactionManager transactions,
            @Autowired JdbcTemplate database,
            @Autowired Environment environment) {
        this.keys = keys;
        this.transactions = transactions;
        this.database = database;
        session = Session.on(environment.getRequiredProperty("DATABASE_URL"));
    }

    @BeforeEach
    void begin() {
        session.run("truncate idempotency_key");
        session.run("create table if not exists beside (text text)");
        session.run("truncate beside");
    }

    @AfterEach
    void end() {
        session.run("truncate idempotency_key");
        session.run("drop table beside");
        session.close();
    }

    @Test
    void what_the_transaction_did_is_committed_with_the_answer() {
        transactions.executeInTransaction(() -> {
            assertThat(keys.claim(KEY, "fingerprint")).isEmpty();
            database.update("insert into beside values ('an event')");
            keys.rememberAndCommit(KEY, "fingerprint", answer);
            assertThat(session.number("select count(*) from beside")).as("before whoever began it ends it").isOne();
        });
        assertThat(recall()).contains(answer);
    }

    @Test
    void an_answer_that_is_older_than_a_day_is_replaced() {
        rememberedBefore("25 hours");
        transactions.executeInTransaction(() -> {
            assertThat(keys.claim(KEY, "fingerprint")).isEmpty();
            keys.rememberAndCommit(KEY, "fingerprint", answer);
        });
        assertThat(recall()).contains(answer);
    }

    @Test
    void where_another_answer_is_remembered_meanwhile_nothing_is_committed() {
        assertThatExceptionOfType(ConcurrencyException.class).isThrownBy(() -> transactions.executeInTransaction(() -> {
            assertThat(keys.claim(KEY, "fingerprint")).isEmpty();
            database.update("insert into beside values ('an event')");
            rememberedBefore("1 hour");
            keys.rememberAndCommit(KEY, "fingerprint", answer);
        }));
        assertThat(session.number("select count(*) from beside")).isZero();
        assertThat(session.number("select position from idempotency_key")).isEqualTo(1);
    }

    @Test
    void a_value_that_is_missing_is_no_answer_of_another() {
        session.run("alter table idempotency_key add column another text not null");
        try {
            assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(
                    () -> transactions.executeInTransaction(() -> keys.rememberAndCommit(KEY, "fingerprint", answer)));
        } finally {
            session.run("alter table idempotency_key drop column another");
        }
        assertThat(recall()).isEmpty();
    }

    private void rememberedBefore(String time) {
        session.run("""
                insert into idempotency_key (user_id, key, fingerprint, task, position, status, created_at)
                values ('ann', 'k', 'fingerprint', gen_random_uuid(), 1, 204, now() - interval '%s')
                """.formatted(time));
    }

    private Optional<Remembered> recall() {
        return transactions.fetchInTransaction(() -> keys.recall(KEY, "fingerprint"));
    }
}
