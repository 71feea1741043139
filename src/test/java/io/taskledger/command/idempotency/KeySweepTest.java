package io.taskledger.command.idempotency;

import static io.taskledger.command.idempotency.KeySweep.MOST_IN_A_TRANSACTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.kernel.Heartbeats;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Session;
import org.axonframework.common.transaction.TransactionManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

import java.time.Duration;

@ApplicationTest
class KeySweepTest {

    private final KeySweep sweep;
    private final IdempotencyKeys keys;
    private final TransactionManager transactions;
    private final String url;
    private final Session database;

    KeySweepTest(
            @Autowired KeySweep sweep,
            @Autowired IdempotencyKeys keys,
            @Autowired TransactionManager transactions,
            @Autowired Environment environment) {
        this.sweep = sweep;
        this.keys = keys;
        this.transactions = transactions;
        url = environment.getRequiredProperty("DATABASE_URL");
        database = Session.on(url);
    }

    @BeforeEach
    void many_are_old_and_some_are_not() {
        database.run("truncate idempotency_key");
        database.run("""
                insert into idempotency_key (user_id, key, fingerprint, task, position, status, created_at)
                select 'ann', 'old ' || n, '', gen_random_uuid(), 1, 204, now() - interval '24 hours' - n * interval '1 second'
                from generate_series(1, %d) as n
                union all
                select 'ann', 'young ' || n, '', gen_random_uuid(), 1, 204, now() - interval '23 hours 59 minutes'
                from generate_series(1, 10) as n
                """.formatted(MOST_IN_A_TRANSACTION * 2 + 3));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void all_that_is_old_goes_and_nothing_else() {
        sweep.sweep();
        assertThat(stored("old")).isZero();
        assertThat(stored("young")).isEqualTo(10);
    }

    @Test
    void one_transaction_deletes_a_few_the_oldest_first() {
        assertThat(transactions.fetchInTransaction(() -> keys.forget(MOST_IN_A_TRANSACTION))).isEqualTo(MOST_IN_A_TRANSACTION);
        assertThat(stored("old")).isEqualTo(MOST_IN_A_TRANSACTION + 3);
        assertThat(database.number("select count(*) from idempotency_key where key = 'old 1'")).isEqualTo(1);
    }

    @Test
    void nobody_waits_for_who_is_at_a_key() {
        try (Session other = Session.on(url)) {
            other.run("begin");
            other.run("select from idempotency_key where key in ('old 7', 'old 9') for update");
            sweep.sweep();
            assertThat(stored("old")).isEqualTo(2);
            other.run("commit");
        }
        sweep.sweep();
        assertThat(stored("old")).isZero();
    }

    @Test
    void it_goes_on_after_a_context_was_stopped_and_started() {
        var often = new KeySweep(keys, transactions, Duration.ofMillis(10), new Heartbeats());
        for (int time = 0; time < 2; time++) {
            many_are_old_and_some_are_not();
            often.start();
            assertThat(often.isRunning()).isTrue();
            await().untilAsserted(() -> assertThat(stored("old")).isZero());
            often.stop();
            assertThat(often.isRunning()).isFalse();
        }
    }

    private long stored(String kind) {
        return database.number("select count(*) from idempotency_key where key like '" + kind + " %'");
    }
}
